import { z } from '../zod';
import { Inventory } from './definition-inventory';
import { Discovery, SignIn } from './definition-oauth';
import { Path, StepId, Template, TemplateMap } from './definition-parts';
import { Revocation } from './definition-revocation';
import { Input, Step } from './definition-step';

/**
 * The provider language: everything Tokenfill can know about a token issuer, as data. Built-in, imported and managed
 * definitions are all this. No expressions, no regular expressions, no loops: an imported definition can neither hang nor
 * compute. What a provider cannot say, the language learns.
 */

export type { Inventory } from './definition-inventory';
export type { Input, Step } from './definition-step';

/** When a token dies. Rules are tried in order; a JWT's `exp` that is earlier always wins. */
export const Expiry = z.union([
  z.strictObject({ secondsAt: Path }),
  z.strictObject({ dateAt: Path }),
  /** A date as a number: seconds or milliseconds since 1970. Which, the provider's document says; a value of the other unit is unknown. */
  z.strictObject({ epochAt: Path, unit: z.enum(['seconds', 'milliseconds']) }),
  z.strictObject({ fixedSeconds: z.number().check(z.positive()) }),
  /** Names for lifetimes: Sesami's THIRTY, SIXTY, NINETY. */
  z.strictObject({ namedDaysAt: Path, days: z.record(z.string(), z.number()), never: z.array(z.string()) }),
  /** A date that the user typed in, end of that day in local time. */
  z.strictObject({ dateInput: StepId }),
  z.strictObject({ never: z.literal(true) }),
]);
export type Expiry = z.infer<typeof Expiry>;

/** Where the token is: in the last step's answer, or (a method without steps) in what the user pasted. */
export const TokenRule = z.strictObject({
  accessToken: z.union([
    z.strictObject({ at: z.array(Path).check(z.minLength(1)) }),
    z.strictObject({ from: Template }),
  ]),
  tokenType: z.optional(z.union([z.strictObject({ at: Path }), z.strictObject({ is: z.string() })])),
  scopeAt: z.optional(Path),
  /** Kept as a secret, for the method's `refresh` step. */
  refreshTokenAt: z.optional(Path),
  /** Further texts of the answer that requests need. */
  extras: z.optional(z.record(StepId, Path)),
  expiry: z.optional(z.array(Expiry)),
});
export type TokenRule = z.infer<typeof TokenRule>;

/** What the token is on a request. */
export const Apply = z.union([
  z.strictObject({ in: z.enum(['header', 'query']), name: Template, value: Template }),
  z.strictObject({ in: z.literal('basic'), username: Template, password: Template }),
]);
export type Apply = z.infer<typeof Apply>;

/** How to read a refusal. `advice` is matched against the code found at one of `codeAt`. */
export const Refusals = z.strictObject({
  codeAt: z.array(Path),
  textAt: z.array(Path),
  advice: z.record(z.string(), z.string()),
  /** Wire codes whose meaning their status does not tell (a wrong password answered with 400). */
  means: z.optional(
    z.record(z.string(), z.enum(['credentials_refused', 'forbidden', 'invalid_request', 'rate_limited'])),
  ),
  /** Advice for every refused credential, whatever the code (Panaya's case-sensitive user name). */
  onRefused: z.optional(z.string()),
});
export type Refusals = z.infer<typeof Refusals>;

/** Where to get the inputs, for people. */
export const Guide = z.strictObject({ steps: z.array(z.string()).check(z.minLength(1)), link: Template });

/** One way in. */
export const Method = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z0-9-]*$/)),
  name: z.string(),
  summary: z.optional(z.string()),
  guide: Guide,
  inputs: z.array(Input),
  /** Inputs that the server itself can fill in. */
  discovery: z.optional(Discovery),
  /** A person signs in first; never without a click. */
  signIn: z.optional(SignIn),
  /** No step: the token is pasted. */
  steps: z.array(Step),
  token: TokenRule,
  /** `repeat`: run the steps again whenever needed; `ask`: a person must do it. */
  renew: z.enum(['repeat', 'ask']),
  /** Tried first while there is a refresh token, as `{{token.refreshToken}}` (RFC 6749 §6). */
  refresh: z.optional(Step),
  /** How its tokens are ended (RFC 7009). */
  revocation: z.optional(Revocation),
  /** The `date` input that says when the pasted secret itself expires, for reminders. */
  secretExpiresOn: z.optional(StepId),
  /** Creation methods: the connection that the created token turns into. */
  becomes: z.optional(z.strictObject({ method: z.string(), inputs: TemplateMap })),
  /** Empty only for a method that becomes another. */
  apply: z.array(Apply),
});
export type Method = z.infer<typeof Method>;

export const Region = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z0-9-]*$/)),
  name: z.string(),
  /** Short upper-case word shown beside the label: LIVE, SANDBOX, EU. */
  environment: z.string().check(z.maxLength(12)),
  values: z.record(StepId, z.string()),
});
export type Region = z.infer<typeof Region>;

export const ProviderDefinition = z.strictObject({
  /** Equals the file name. */
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/)),
  name: z.string(),
  /** Where lists put it: servers that others' APIs get their tokens from, and standards without a name. */
  group: z.optional(z.enum(['identity', 'standard'])),
  /** Raised with each change of a built-in definition. */
  version: z.int().check(z.positive()),
  docs: z.string().check(z.regex(/^https:\/\//)),
  /** Earlier origins of the same provider. */
  formerly: z.optional(z.array(z.string())),
  regions: z.array(Region),
  /** Name of the `url` input that stands for the server when every customer has their own. */
  baseUrl: z.optional(StepId),
  /** Addresses of docs pages; their origins are bound to a new connection. Templates over `region` and `inputs`. */
  pages: z.array(Template),
  /** Paths that make a page on an unknown host look like this provider's. Suggests a form, never a fill. */
  pagePaths: z.optional(z.array(z.string())),
  apiOrigins: z.array(Template),
  methods: z.array(Method).check(z.minLength(1)),
  refusals: z.optional(Refusals),
  inventory: z.optional(Inventory),
  /** A harmless GET that proves the token. */
  verify: z.optional(Step),
});
export type ProviderDefinition = z.infer<typeof ProviderDefinition>;
