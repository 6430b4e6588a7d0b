import { ButtonReply, FillReply } from '../replies/views';
import { z } from '../zod';
import { from, HeardReply, Origin, Seen } from './message';

/** The origins around a frame, innermost first, as the browser lists them to our script in it. */
const Around = z.array(Origin).check(z.maxLength(20));

/** What our script in a frame asks for, where that frame was filled in that page before (docs/decisions/0028). */
export const FRAME_MESSAGES = {
  /** As `pageEvent`. */
  frameEvent: from('frame', 'look')(z.strictObject({ event: Seen, around: Around }), HeardReply),
  /** As `buttonState` and `buttonPressed`. */
  frameButton: from('frame', 'look')(z.strictObject({ around: Around }), ButtonReply),
  framePressed: from('frame', 'deed')(z.strictObject({ around: Around }), FillReply),
} as const;
