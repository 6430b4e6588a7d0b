import type { Apply, Input, Method, TokenRule } from '../provider/definition';
import type { Choice, Identity } from './choice';
import type { Combined } from './combine';
import { applyToken, type FurtherHeader } from './places';
import { refused } from './refused';

/** The methods of a definition that was made from a command. */

const RUN = 'curl';
const KEPT = 'token';

export function methodBase(
  { docs, name }: Identity,
  { steps, inputs, kind }: Combined,
): Omit<Method, 'token' | 'renew' | 'apply'> {
  const once = kind === 'create';
  return {
    id: RUN,
    name: 'Request',
    guide: { steps: [`Made from a curl command for ${name}.`], link: docs },
    inputs: inputs.map((input) => (once && input.secret ? { ...input, once: true as const } : input)),
    steps: [...steps],
  };
}

function linked(combined: Combined, { link }: Choice): Combined {
  if (link === undefined) return combined;
  return {
    ...combined,
    steps: combined.steps.map((step, at) => (at === 0 ? { ...step, save: { token: [link] } } : step)),
  };
}

/** The answer of each run is the token. */
export function obtainingMethod(identity: Identity, combined: Combined, choice: Choice): Method {
  return {
    ...methodBase(identity, linked(combined, choice)),
    token: tokenRule(choice),
    renew: 'repeat',
    apply: applyAll(choice, 'obtained'),
  };
}

function tokenRule({ leaf, further }: Choice): TokenRule {
  const extras = Object.fromEntries(further.flatMap((header) => ('at' in header ? [[header.name, header.at]] : [])));
  return {
    accessToken: { at: [leaf.path] },
    ...(leaf.typeAt === undefined ? {} : { tokenType: { at: leaf.typeAt } }),
    ...(Object.keys(extras).length > 0 ? { extras } : {}),
    ...(leaf.expiry ? { expiry: [leaf.expiry] } : {}),
  };
}

/** `obtained`: extras come with the token. `kept`: they are inputs of the connection that keeps it. */
function applyAll({ place, further }: Choice, state: 'obtained' | 'kept'): Apply[] {
  const value = (header: FurtherHeader) => {
    if (state === 'kept') return `{{inputs.${header.name}}}`;
    return 'at' in header ? `{{token.${header.name}}}` : `{{inputs.${header.input}}}`;
  };
  return [
    applyToken(place),
    ...further.map((header) => ({ in: 'header' as const, name: header.header, value: value(header) })),
  ];
}

export function creatingMethods(identity: Identity, combined: Combined, choice: Choice): Method[] {
  const base = methodBase(identity, linked(combined, choice));
  const { further } = choice;
  const handed = further.map((header): readonly [string, string] => [
    header.name,
    'at' in header ? `{{token.${header.name}}}` : `{{inputs.${header.input}}}`,
  ]);
  const expires = { expiresOn: '{{token.expiresOn}}' };
  return [
    {
      ...base,
      name: 'Create a token',
      token: tokenRule(choice),
      renew: 'ask',
      apply: [],
      becomes: { method: KEPT, inputs: { token: '{{token.accessToken}}', ...Object.fromEntries(handed), ...expires } },
    },
    {
      id: KEPT,
      name: 'Token',
      guide: base.guide,
      inputs: [
        { name: 'token', label: 'Token', secret: true, strip: ['Bearer '] },
        ...further.map(({ name, header }): Input => ({ name, label: header })),
        { name: 'expiresOn', label: 'Expires on', type: 'date', optional: true },
      ],
      secretExpiresOn: 'expiresOn',
      steps: [],
      token: { accessToken: { from: '{{inputs.token}}' }, expiry: [{ dateInput: 'expiresOn' }] },
      renew: 'ask',
      apply: applyAll(choice, 'kept'),
    },
  ];
}

/** The token is what the user pastes; the request itself shows where it goes. */
export function usingMethod(identity: Identity, combined: Combined): Method {
  const base = methodBase(identity, combined);
  const apply = applyOf(combined);
  const secret = combined.inputs.find((input) => input.secret);
  if (!secret || apply.length === 0) throw refused('curl GET');
  return {
    ...base,
    steps: [],
    token: {
      accessToken: { from: apply[0]?.in === 'basic' ? 'user-name-and-password' : `{{inputs.${secret.name}}}` },
      ...(apply[0]?.in === 'basic' ? { expiry: [{ never: true as const }] } : {}),
    },
    renew: 'ask',
    apply,
  };
}

function applyOf({ steps: [step] }: Combined): Apply[] {
  if (!step) return [];
  const { authentication: proof, headers = {}, url } = step;
  if (proof?.type === 'basic') return [{ in: 'basic', username: proof.username, password: proof.password }];
  if (proof?.type === 'bearer') return [{ in: 'header', name: 'Authorization', value: `Bearer ${proof.token}` }];
  const asked = Object.entries(headers).filter(([, value]) => value.includes('{{inputs.'));
  if (asked.length > 0) return asked.map(([name, value]) => ({ in: 'header', name, value }));
  const query = [...url.matchAll(/[?&]([^=&]+)=(\{\{inputs\.\w+\}\})/g)];
  return query.map((match) => ({ in: 'query', name: match[1] ?? '', value: match[2] ?? '' }));
}
