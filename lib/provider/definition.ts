import { z } from '../zod';
import { Body, Path, StepId, Template, TemplateMap } from './definition-parts';

/**
 * The provider language: everything Tokenfill can know about a token issuer, as data. Built-in, imported and managed
 * definitions are all this. No expressions, no regular expressions, no loops: an imported definition can neither hang nor
 * compute. What a provider cannot say, the language learns.
 */

/** One value that a method needs from the user. */
export const Input = z.strictObject({
  name: StepId,
  label: z.string().check(z.minLength(1), z.maxLength(80)),
  help: z.optional(z.string()),
  example: z.optional(z.string()),
  /** What the form starts with. */
  default: z.optional(z.string()),
  /** `url`: an API server's own address; `list`: one entry a line; `date`: yyyy-mm-dd. Default `text`. */
  type: z.optional(z.enum(['text', 'email', 'url', 'number', 'date', 'choice', 'list'])),
  choices: z.optional(z.array(z.strictObject({ value: z.string(), label: z.string() }))),
  optional: z.optional(z.literal(true)),
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
]);

/** One request on the way to a token. */
export const Step = z.strictObject({
  id: StepId,
  method: z.enum(['GET', 'POST']),
  url: Template,
  headers: z.optional(TemplateMap),
  authentication: z.optional(Authentication),
  body: z.optional(Body),
  /** Creates something at the provider that cannot be created twice by accident: never repeated on its own. */
  creates: z.optional(z.literal(true)),
  /** Values of the answer for later steps, as `{{steps.<id>.<name>}}`: the first path that leads to a text wins. */
  save: z.optional(z.record(StepId, z.array(Path).check(z.minLength(1)))),
  /** Claims of a saved JWT, saved under further names when they are there (RFC 7519 §4). Never trusted, only filled in. */
  claims: z.optional(z.strictObject({ of: StepId, save: z.record(StepId, z.array(z.string())) })),
});
export type Step = z.infer<typeof Step>;

/** When a token dies. Rules are tried in order; a JWT's `exp` that is earlier always wins. */
export const Expiry = z.union([
  z.strictObject({ secondsAt: Path }),
  z.strictObject({ dateAt: Path }),
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
  means: z.optional(z.record(z.string(), z.enum(['credentials_refused', 'forbidden', 'invalid_request', 'rate_limited']))),
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
  /** No step: the token is pasted. */
  steps: z.array(Step),
  token: TokenRule,
  /** `repeat`: run the steps again whenever needed; `ask`: a person must do it. */
  renew: z.enum(['repeat', 'ask']),
  /** The `date` input that says when the pasted secret itself expires, for reminders. */
  secretExpiresOn: z.optional(StepId),
  /** Creation methods: the connection that the created token turns into. */
  becomes: z.optional(z.strictObject({ method: z.string(), inputs: TemplateMap })),
  apply: z.array(Apply).check(z.minLength(1)),
});
export type Method = z.infer<typeof Method>;

/** Listing, creating and revoking tokens at the provider, with the connection's own token. */
export const Inventory = z.strictObject({
  list: z.strictObject({
    step: Step,
    itemsAt: Path,
    idAt: Path,
    nameAt: Path,
    createdAt: Path,
    expiresAt: Path,
    /** Further columns, shown as text. `words` translates values (a reminder state's number). */
    columns: z.array(
      z.strictObject({ label: z.string(), at: Path, words: z.optional(z.record(z.string(), z.string())) }),
    ),
  }),
  create: z.strictObject({
    inputs: z.array(Input),
    step: Step,
    tokenAt: Path,
    /** The inputs of the new connection that keeps the created token; scope: `inputs`, `create`, `created`. */
    becomes: z.strictObject({ method: z.string(), inputs: TemplateMap, label: Template }),
  }),
  revoke: Step,
});
export type Inventory = z.infer<typeof Inventory>;

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

/** Identity function that gives a provider file its type; the house tests parse every file with the schema. */
export function defineProvider(definition: ProviderDefinition): ProviderDefinition {
  return definition;
}
