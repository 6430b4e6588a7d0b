import type { Input, Step } from '../provider/definition';
import type { CurlNote } from './curl-request';
import { loggedIn } from './logged-in';
import type { Recognised } from './recognise';

/** One or two requests with all that they ask for: what a test run sends. */
export interface Combined {
  readonly steps: readonly Step[];
  readonly inputs: readonly Input[];
  readonly values: Readonly<Record<string, string>>;
  readonly server?: string | undefined;
  readonly tokenPath?: string | undefined;
  readonly notes: readonly CurlNote[];
  /**
   * `obtain`: the answer holds the token. `use`: the request only uses a token that the user already has. `create`: as `obtain`, but
   * each run makes a new token at the provider.
   */
  readonly kind: 'obtain' | 'use' | 'create';
}

/** The name that a second request knows the first one's token by: `{{steps.first.token}}`. */
export const LINK = '{{steps.first.token}}';

/** What a text with one or more commands comes to. A second request counts only when it sends the first one's token. */
export function combine(found: readonly Recognised[]): Combined | undefined {
  const [first, ...others] = found;
  if (!first) return undefined;
  const second = kindOf(first) === 'use' ? undefined : others.find(followsUp);
  return second ? chain(first, second) : alone(first);
}

/** A second request, pasted on its own, behind the first. */
export function chain(first: Recognised, second: Recognised): Combined {
  const linked = linkedInput(second);
  const rest = second.inputs.filter((input) => input.name !== linked);
  const shared = rest.filter((input) => !first.inputs.some((known) => known.name === input.name));
  const linkedStep = linked === undefined ? second.step : replaceInput(second.step, linked);
  const user = loggedIn(linkedStep, shared);
  return {
    steps: [
      { id: 'first', ...first.step, ...(user && { claims: user.claims }) },
      { id: 'second', ...(user?.step ?? linkedStep), creates: true },
    ],
    inputs: [...first.inputs, ...shared.map((input) => (input.name === user?.input.name ? user.input : input))],
    values: { ...second.values, ...first.values },
    server: first.server,
    tokenPath: second.tokenPath,
    notes: [...new Set([...first.notes, ...second.notes])],
    kind: 'create',
  };
}

function alone(recognised: Recognised): Combined {
  const kind = kindOf(recognised);
  const step = { id: 'first', ...recognised.step, ...(kind === 'create' ? { creates: true as const } : {}) };
  const { inputs, values, server, tokenPath, notes } = recognised;
  return { steps: [step], inputs, values, server, tokenPath, notes, kind };
}

const TOKEN_ADDRESS = /\/(o?auth2?\/token|token|login|signin|sign-in|session|access_?token|authenticate)\/?(\?|$)/i;

function kindOf({ step, tokenPath }: Recognised): Combined['kind'] {
  const bearer = step.authentication?.type === 'bearer';
  if (step.method === 'GET') return tokenPath !== undefined || TOKEN_ADDRESS.test(step.url) ? 'obtain' : 'use';
  return bearer && !TOKEN_ADDRESS.test(step.url) ? 'create' : 'obtain';
}

function followsUp(recognised: Recognised): boolean {
  return recognised.step.method === 'POST' && linkedInput(recognised) !== undefined;
}

/** The input that a bearer token is asked for with. */
function linkedInput({ step }: Recognised): string | undefined {
  const token = step.authentication?.type === 'bearer' ? step.authentication.token : '';
  return /^\{\{inputs\.(\w+)\}\}$/.exec(token)?.[1];
}

function replaceInput(step: Recognised['step'], name: string): Recognised['step'] {
  const linked = JSON.stringify(step).replaceAll(`{{inputs.${name}}}`, LINK);
  return JSON.parse(linked) as Recognised['step'];
}
