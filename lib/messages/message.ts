import type { Draft } from '../domain/connection';
import { z } from '../zod';

/** What a message is, and the parts of requests that several share. */

export const Id = z.string().check(z.minLength(1), z.maxLength(64));
/** A connection's id, or the name of a flow with an origin in it. */
export const Subject = z.string().check(z.minLength(1), z.maxLength(320));
export const Name = z.string().check(z.maxLength(300));
export const Origin = z.string().check(z.maxLength(300));
export const TabId = z.int().check(z.nonnegative());
export const Texts = z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(20_000)));

/** What our script sees on a bound page. */
export const Seen = z.enum(['loaded', 'again', 'changed', 'refused', 'forbidden', 'settled']);
/** Whether it goes on watching, and when it is to say so once more, ms. */
export const HeardReply = z.union([
  z.enum(['watch', 'leave']),
  z.strictObject({ againIn: z.number().check(z.nonnegative()) }),
]);

export const DraftMessage: z.ZodMiniType<Draft> = z.strictObject({
  id: Id,
  rev: z.optional(z.int()),
  label: z.string().check(z.maxLength(100)),
  providerId: Id,
  methodId: Id,
  regionId: z.optional(Id),
  inputs: Texts,
  allowHttp: z.boolean(),
  origins: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(50)),
});

export const Passphrase = z.string().check(z.minLength(1), z.maxLength(1_000));
/** How secrets are to be kept, with the passphrase where that is the mode. */
export const ModeChoice = z.strictObject({
  mode: z.enum(['session', 'passphrase', 'device']),
  passphrase: z.optional(Passphrase),
});

/** `page`: an extension page of ours. `button`, `frame`: our script on a bound page, in a tab's top document or in a frame. */
type Sender = 'page' | 'button' | 'frame';

/** `deed`: somebody wants something done. `look`: a screen or a page script asks how things stand, which nobody clicked for. */
type Kind = 'deed' | 'look';

export interface Message<Request, Reply> {
  readonly from: Sender;
  readonly kind: Kind;
  readonly request: z.ZodMiniType<Request>;
  readonly reply: z.ZodMiniType<Reply>;
}

export const from =
  (sender: Sender, kind: Kind) =>
  <Request, Reply>(request: z.ZodMiniType<Request>, reply: z.ZodMiniType<Reply>): Message<Request, Reply> => ({
    from: sender,
    kind,
    request,
    reply,
  });

export const deed = from('page', 'deed');
export const look = from('page', 'look');
