import { z } from '../zod';
import { StepId, Template } from './definition-parts';
import { Authentication } from './definition-step';

/**
 * Where a client ends its tokens. The form carries `token` and `token_type_hint`; a refresh token is ended first, because
 * the access tokens that came with it may end with it. Always https, or the server that the user typed.
 *
 * @see RFC 7009 §2.1
 */
export const Revocation = z.strictObject({
  url: Template.check(z.regex(/^(https:\/\/|\{\{inputs\.)/)),
  authentication: z.optional(Authentication),
  /** Further parameters; empty ones are left out. */
  parameters: z.optional(z.record(StepId, Template)),
});
export type Revocation = z.infer<typeof Revocation>;
