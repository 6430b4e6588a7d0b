import type { Input, Step } from '../provider/definition';
import type { JsonTree } from '../provider/definition-parts';
import { wordsIn } from './names';

/** Names that a login's JWT has been seen to say the user by; `sub` is the standard's (RFC 7519 §4.1.2), so the last. */
const CLAIMS = ['userId', 'user_id', 'user', 'sub'];

/** First the typed value, then what the first answer's token says. */
const chosen = (input: string) => [`{{inputs.${input}}}`, '{{steps.first.userId}}'];

export interface LoggedIn {
  readonly claims: NonNullable<Step['claims']>;
  readonly input: Input;
  /** The second request, which sends what was typed, or else who logged in with the first. */
  readonly step: Omit<Step, 'id'>;
}

/**
 * The second request's own question for a user id: most likely that of the login before it, which its token may name. Undefined when
 * it asks for none, or for one that stands within something else. Pure.
 */
export function loggedIn(step: Omit<Step, 'id'>, inputs: readonly Input[]): LoggedIn | undefined {
  const input = inputs.find(({ name, secret }) => !secret && wordsIn(name).join(' ') === 'user id');
  if (!input || !step.body || !('json' in step.body)) return undefined;
  const { json } = step.body;
  const whole = `{{inputs.${input.name}}}`;
  const others = { ...step, body: undefined };
  if (occurrences(JSON.stringify(others), whole) > 0) return undefined;
  const changed = Object.fromEntries(Object.entries(json).map(([key, tree]) => [key, replaced(tree, input.name)]));
  if (occurrences(JSON.stringify(changed), whole) !== occurrences(JSON.stringify(changed), '{{steps.first.userId}}')) {
    return undefined;
  }
  return {
    claims: { of: 'token', save: { userId: CLAIMS } },
    input: { ...input, optional: true, help: 'Leave empty for the user whom the first answer’s token names.' },
    step: { ...step, body: { ...step.body, json: changed } },
  };
}

function replaced(tree: JsonTree, name: string): JsonTree {
  if (tree === `{{inputs.${name}}}`) return { first: chosen(name) };
  if (typeof tree === 'string') return tree;
  if ('list' in tree) return { list: tree.list.map((one) => replaced(one, name)) };
  if (!('object' in tree)) return tree;
  return {
    object: Object.fromEntries(Object.entries(tree.object).map(([key, inner]) => [key, replaced(inner, name)])),
  };
}

function occurrences(text: string, wanted: string): number {
  return text.split(wanted).length - 1;
}
