import { boolCoreTag, FAILSAFE_SCHEMA, load, nullCoreTag } from 'js-yaml';

/** Texts stay as they are written (a key `007` is no number); of the words, only those of truth and nothing are more than text. */
const SCHEMA = FAILSAFE_SCHEMA.withTags(nullCoreTag, boolCoreTag);

/** No tool's file is deeper (`isWithinBounds`). An alias is declined: a few lines of them stand for more values than fit anywhere. */
const BOUNDS = { maxDepth: 60, maxAliases: 0 };

/**
 * A file of Insomnia 11 and later. Of two equal keys the last one counts, as in JSON.
 *
 * @returns undefined when it is no YAML, or has what nobody needs here
 * @see docs/decisions/0050-moving-in-from-other-tools.md
 */
export function readYaml(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: load(text, { ...BOUNDS, schema: SCHEMA, json: true }) };
  } catch {
    return undefined;
  }
}
