import { z } from '../zod';

/** The small words of the provider language. */

/** Text with `{{scope.name}}` in it; values are escaped for where they stand, see `template.ts`. */
export const Template = z.string().check(z.maxLength(2000));

/** Dotted way into a JSON answer, own properties and array indexes only; "" is the whole answer. At most 16 steps. */
export const Path = z.string().check(
  z.maxLength(200),
  z.refine((path) => path === '' || path.split('.').every((key) => key !== '' && !FORBIDDEN_KEYS.has(key))),
  z.refine((path) => path.split('.').length <= 16),
);

export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** A name that templates can use. */
export const StepId = z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9_]*$/), z.maxLength(40));

/** Headers that a definition may not set: they belong to the browser or would pass our own rules by. */
const RESERVED_HEADER = /^(origin|cookie2?|host|referer|user-agent|content-length|connection|proxy-.*|sec-.*)$/i;

const HeaderName = z.string().check(
  z.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/),
  z.refine((name) => !RESERVED_HEADER.test(name)),
);

export const TemplateMap = z.record(HeaderName, Template);

/**
 * A JSON body: a tree whose leaves are templates. Other leaves: a number, a list made from a `list` input, the first of
 * several templates that is not empty, and what is no text and always the same (`true`, `null`, `3.5`).
 */
export type JsonTree =
  | string
  | { readonly number: string }
  | { readonly each: string; readonly value: string }
  | { readonly first: readonly string[] }
  | { readonly literal: number | boolean | null }
  | { readonly list: readonly JsonTree[] }
  | { readonly object: Readonly<Record<string, JsonTree>> };

const JsonTree: z.ZodMiniType<JsonTree> = z.lazy(() =>
  z.union([
    Template,
    z.strictObject({ number: Template }),
    z.strictObject({ each: StepId, value: Template }),
    z.strictObject({ first: z.array(Template).check(z.minLength(1)) }),
    z.strictObject({ literal: z.union([z.number(), z.boolean(), z.null()]) }),
    z.strictObject({ list: z.array(JsonTree) }),
    z.strictObject({ object: z.record(z.string(), JsonTree) }),
  ]),
);

/**
 * OAuth's flat parameters. Empty ones are left out (RFC 6749 §3.2), the client's own are added by its authentication, and
 * `more` names a `parameters` input with further ones, which can never replace these.
 */
const Parameters = z.strictObject({
  parameters: z.record(z.string(), Template),
  more: z.optional(StepId),
  /** Template that yields `form` or `json`; a form when left out. */
  as: z.optional(Template),
});

export const Body = z.union([
  Parameters,
  /** Flat fields whose names are the user's to say, too. `as`: template that yields `form` or `json`; JSON when left out. */
  z.strictObject({
    pairs: z.array(z.strictObject({ name: Template, value: Template })).check(z.minLength(1)),
    as: z.optional(Template),
  }),
  z.strictObject({ json: z.record(z.string(), JsonTree) }),
  z.strictObject({ form: z.record(z.string(), Template) }),
  /** A POST without content. */
  z.strictObject({ empty: z.literal(true) }),
]);
export type Body = z.infer<typeof Body>;
