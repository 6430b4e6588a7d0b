import { ERROR_CODES, type Failure } from '../domain/errors';
import { z } from '../zod';

/** What replies are built of. */

/** Every field of `Type` must be named, the optional ones too: TypeScript says which one is forgotten. */
export function exactly<Type extends object>(
  shape: Readonly<{ [Field in keyof Type]-?: z.ZodMiniType<Type[Field]> }>,
): z.ZodMiniType<Type> {
  // Optional fields get lost on TypeScript's way through a mapped type; zod keeps them.
  return z.strictObject(shape) as unknown as z.ZodMiniType<Type>;
}

export const Text = z.string();
export const Texts = z.array(Text);
export const Values = z.record(Text, Text);
export const Code = z.enum(ERROR_CODES);
/** ms since 1970. */
export const Moment = z.number();

export const FAILURE = {
  code: Code,
  detail: z.exactOptional(Text),
  advice: z.exactOptional(Text),
  retryAfter: z.exactOptional(z.number()),
};
export const FailureReply = exactly<Failure>(FAILURE);
