import type { FillRecord } from '../../domain/view';
import { frameOf, isSamePlace } from '../filling/fill-record';

/** Which document of a tab an event is from, as the browser says it; a frame with the origin of the page around it. */
export type Place = Pick<FillRecord, 'frame' | 'origin'> & { readonly tabId: number };

/** Whether a note of that tab is of this document. */
export const isFrom = (note: Pick<FillRecord, 'frame' | 'origin'>, place: Place): boolean =>
  isSamePlace(note, place.origin, frameOf(place));
