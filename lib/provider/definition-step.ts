import { z } from '../zod';
import { ClientAuthentication, Signed } from './definition-oauth';
import { Body, Path, StepId, Template, TemplateMap } from './definition-parts';

/** What a method asks the user for, and what it sends. */

/** One value that a method needs from the user. */
export const Input = z.strictObject({
  name: StepId,
  label: z.string().check(z.minLength(1), z.maxLength(80)),
  help: z.optional(z.string()),
  example: z.optional(z.string()),
  /** What the form starts with. */
  default: z.optional(z.string()),
  /**
   * `url`: a server's own address, to which paths are added; `endpoint`: one whole address, used as it stands; `list`: one
   * entry a line; `parameters`: one `name=value` a line; `date`: yyyy-mm-dd. Default `text`.
   */
  type: z.optional(z.enum(['text', 'email', 'url', 'endpoint', 'number', 'date', 'choice', 'list', 'parameters'])),
  choices: z.optional(z.array(z.strictObject({ value: z.string(), label: z.string() }))),
  optional: z.optional(z.literal(true)),
  /** Asked for, checked, sent and kept only while a `choice` input has one of these values. */
  when: z.optional(z.strictObject({ input: StepId, is: z.array(z.string()).check(z.minLength(1)) })),
  /** Not typed by anybody: found out from the server. */
  found: z.optional(z.literal(true)),
  /** Rarely needed: the form keeps it behind one more click. */
  more: z.optional(z.literal(true)),
  secret: z.optional(z.literal(true)),
  /** Used for one request and never stored (a password). */
  once: z.optional(z.literal(true)),
  /** Least and greatest number, for `number`. */
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  /** Texts that people paste along with the value and that do not belong to it (`Bearer `). Templates. */
  strip: z.optional(z.array(Template)),
  /** Two values that were pasted as one: `Basic base64(id:secret)`, `email:token`. */
  split: z.optional(
    z.strictObject({
      prefix: z.optional(z.string()),
      base64: z.optional(z.literal(true)),
      into: z.tuple([StepId, StepId]),
      /** Split only if the first part looks like this. */
      first: z.optional(z.enum(['email'])),
    }),
  ),
});
export type Input = z.infer<typeof Input>;

/** How a request proves who asks. @see RFC 6749 §2.3.1, RFC 6750 §2.1 */
export const Authentication = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('basic'),
    username: Template,
    password: Template,
    /** `form`: both parts form-encoded before base64 as RFC 6749 §2.3.1 says; `raw`: as they are (RFC 7617). */
    encoding: z.enum(['form', 'raw']),
  }),
  z.strictObject({ type: z.literal('bearer'), token: Template }),
  ClientAuthentication,
]);

/** One request on the way to a token. */
export const Step = z.strictObject({
  id: StepId,
  method: z.enum(['GET', 'POST']),
  url: Template,
  headers: z.optional(TemplateMap),
  authentication: z.optional(Authentication),
  body: z.optional(Body),
  /** A signed statement that this request carries, for its templates as `{{signed.assertion}}`. */
  assertion: z.optional(Signed),
  /** Never repeated on its own: a login with a password could lock the account. */
  once: z.optional(z.literal(true)),
  /** Creates something at the provider that cannot be created twice by accident: never repeated on its own. */
  creates: z.optional(z.literal(true)),
  /** Values of the answer for later steps, as `{{steps.<id>.<name>}}`: the first path that leads to a text wins. */
  save: z.optional(z.record(StepId, z.array(Path).check(z.minLength(1)))),
  /** Claims of a saved JWT, saved under further names when they are there (RFC 7519 §4). Never trusted, only filled in. */
  claims: z.optional(z.strictObject({ of: StepId, save: z.record(StepId, z.array(z.string())) })),
});
export type Step = z.infer<typeof Step>;
