import { brunoAuth, type Parameter } from './bruno-auth';
import { field, listField, textField } from './json';
import type { Read } from './read';

/** Where OpenCollection has what Bruno's older formats write flat. */
const NESTED: Readonly<Record<string, readonly [block: string, name: string]>> = {
  clientId: ['credentials', 'clientId'],
  clientSecret: ['credentials', 'clientSecret'],
  credentialsPlacement: ['credentials', 'placement'],
  username: ['resourceOwner', 'username'],
  password: ['resourceOwner', 'password'],
  tokenSource: ['tokenConfig', 'source'],
};

/** An `auth` of OpenCollection. `inherit`, and none at all, are undefined: as the folder around it. */
export function openAuth(auth: unknown): Read | undefined {
  const mode = textField(auth, 'type');
  if (mode !== 'oauth2') return brunoAuth(mode, (name) => textField(auth, name));
  return brunoAuth(mode, (name) => sayOf(auth, name), parametersOf(auth));
}

function sayOf(auth: unknown, name: string): string {
  const placement = field(field(auth, 'tokenConfig'), 'placement');
  switch (name) {
    case 'grantType': {
      const flow = textField(auth, 'flow');
      // The second is what the first preview of Bruno 3 wrote.
      return /^resource_owner_password(_credentials)?$/.test(flow) ? 'password' : flow;
    }
    case 'tokenPlacement':
      return textField(placement, 'query') === '' ? 'header' : 'url';
    case 'tokenQueryKey':
      return textField(placement, 'query');
    case 'tokenHeaderPrefix':
      // Bruno has the word before the token there; the format's own examples have the header's name.
      return textField(placement, 'header').replace(/^authorization$/i, '');
    default: {
      const [block, key] = (Object.hasOwn(NESTED, name) ? NESTED[name] : undefined) ?? [];
      return block !== undefined && key !== undefined ? textField(field(auth, block), key) : textField(auth, name);
    }
  }
}

function parametersOf(auth: unknown): readonly Parameter[] {
  return listField(field(auth, 'additionalParameters'), 'accessTokenRequest')
    .filter((one) => field(one, 'disabled') !== true)
    .map((one) => ({
      name: textField(one, 'name'),
      value: textField(one, 'value'),
      place: textField(one, 'placement') || 'body',
    }));
}
