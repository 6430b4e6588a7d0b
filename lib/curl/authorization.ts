import type { Step } from '../provider/definition';
import type { CurlRequest } from './curl-request';
import type { InputCollector } from './inputs';
import { meaningfulWords } from './names';

type Authentication = NonNullable<Step['authentication']>;

export interface Authorization {
  readonly authentication?: Authentication | undefined;
  /** The value of the header, when it is neither Basic nor Bearer. */
  readonly header?: string | undefined;
}

/** What `Authorization` or `-u` mean, as the definition says it. */
export function authorizationTemplate(
  value: string | undefined,
  basic: CurlRequest['basic'],
  names: BasicNames,
  inputs: InputCollector,
): Authorization {
  if (basic) return { authentication: basicFrom(basic, names, inputs) };
  if (value === undefined) return {};
  const [, scheme = '', rest = ''] = /^([A-Za-z][\w-]*)\s+([\s\S]+)$/.exec(value) ?? [];
  if (/^basic$/i.test(scheme)) return { authentication: basicFrom(pairIn(rest), names, inputs) };
  if (/^bearer$/i.test(scheme)) {
    const token = inputs.template(rest.trim(), { name: 'access token', always: 'secret' });
    return { authentication: { type: 'bearer', token } };
  }
  const place = { name: 'token', always: 'secret' } as const;
  return { header: scheme === '' ? inputs.template(value, place) : `${scheme} ${inputs.template(rest, place)}` };
}

/** How the two halves of Basic are called where the command does not say. */
export type BasicNames = readonly [first: string, second: string];

interface Pair {
  readonly username: string;
  readonly password: string;
}

function basicFrom(pair: Pair | undefined, [first, second]: BasicNames, inputs: InputCollector): Authentication {
  const username = inputs.template(pair?.username ?? 'xxx', { name: first, always: 'input' });
  const password =
    pair?.password === '' ? '' : inputs.template(pair?.password ?? 'xxx', { name: second, always: 'secret' });
  const into = [username, password].map((template) => /^\{\{inputs\.(\w+)\}\}$/.exec(template)?.[1]);
  if (into[0] !== undefined && into[1] !== undefined && into[0] !== into[1]) {
    // Whoever has the encoded value pastes it whole.
    inputs.change(into[0], { split: { prefix: 'Basic ', base64: true, into: [into[0], into[1]] } });
  }
  return { type: 'basic', username, password, encoding: 'raw' };
}

/** Both halves: decoded, or as documentation describes them (`base64_encode(client_id:client_secret)`, `$(echo -n id:secret | base64)`). */
function pairIn(text: string): Pair | undefined {
  const decoded = decodedPair(text.trim());
  if (decoded) return decoded;
  const described = /([\w<>{}$. -]{2,60}):([\w<>{}$. -]{2,60})/.exec(text);
  if (!described) return undefined;
  const [username, password] = [described[1] ?? '', described[2] ?? ''].map(
    (half) => `<${meaningfulWords(half).join(' ')}>`,
  );
  return username === '<>' || password === '<>' ? undefined : { username: username ?? '', password: password ?? '' };
}

function decodedPair(text: string): Pair | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const joined = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const colon = joined.indexOf(':');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not printable was no text
    if (colon < 1 || /[\u0000-\u001f]/.test(joined)) return undefined;
    return { username: joined.slice(0, colon), password: joined.slice(colon + 1) };
  } catch {
    return undefined;
  }
}
