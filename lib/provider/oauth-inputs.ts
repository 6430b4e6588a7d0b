import type { Input } from './definition';

/** The inputs that OAuth methods of several providers ask for, with the same names and words everywhere. */

export const ISSUER: Input = {
  name: 'issuer',
  label: 'Issuer',
  type: 'endpoint',
  optional: true,
  example: 'https://login.example.com',
  help: 'If your server publishes its addresses, they can be found from this.',
};

export const NAMES_ISSUER: Input = {
  name: 'namesIssuer',
  label: 'Answers name the issuer',
  found: true,
  optional: true,
};

export const TOKEN_URL: Input = {
  name: 'tokenUrl',
  label: 'Token address',
  type: 'endpoint',
  example: 'https://login.example.com/oauth2/token',
};

export const AUTHORIZATION_URL: Input = {
  name: 'authorizationUrl',
  label: 'Sign-in address',
  type: 'endpoint',
  example: 'https://login.example.com/oauth2/authorize',
};

const CLIENT_ID: Input = { name: 'clientId', label: 'Client ID' };

const WAYS = {
  client_secret_basic: 'Secret in a Basic header',
  client_secret_basic_raw: 'Basic header, not encoded',
  client_secret_post: 'Secret in the body',
  client_secret_jwt: 'JWT signed with the secret',
  private_key_jwt: 'Signed JWT (private key)',
  none: 'None (public client)',
} as const;
/** Client authentication by the names of RFC 7591 §2. */
export type Way = keyof typeof WAYS;

const WITH_SECRET: readonly Way[] = [
  'client_secret_basic',
  'client_secret_basic_raw',
  'client_secret_post',
  'client_secret_jwt',
];

/** How the client proves who it is; the first way is what the form starts with. */
export function clientInputs(ways: readonly [Way, ...Way[]]): readonly Input[] {
  const withSecret = ways.filter((way) => WITH_SECRET.includes(way));
  const choice: Input = {
    name: 'authentication',
    label: 'Client authentication',
    type: 'choice',
    default: ways[0],
    choices: ways.map((value) => ({ value, label: WAYS[value] })),
  };
  return [
    CLIENT_ID,
    choice,
    {
      name: 'clientSecret',
      label: 'Client secret',
      secret: true,
      when: { input: 'authentication', is: withSecret.length > 0 ? withSecret : ['client_secret_basic'] },
    },
    ...keyInputs({ input: 'authentication', is: ['private_key_jwt'] }),
  ];
}

/** A private key that signs, and what goes into the signed statement. */
export function keyInputs(when?: Input['when']): readonly Input[] {
  const shown = when ? { when } : {};
  return [
    {
      name: 'privateKey',
      label: 'Private key',
      secret: true as const,
      help: 'PKCS#8 PEM (“BEGIN PRIVATE KEY”) or a JWK.',
      ...shown,
    },
    {
      name: 'algorithm',
      label: 'Signature',
      type: 'choice' as const,
      default: 'RS256',
      choices: ['RS256', 'PS256', 'ES256'].map((value) => ({ value, label: value })),
      ...shown,
    },
    { name: 'keyId', label: 'Key ID', optional: true, ...shown },
    {
      name: 'keyAudience',
      label: 'Signed for (audience)',
      optional: true as const,
      more: true as const,
      help: 'Empty: the token address. Some servers want their issuer here.',
      ...shown,
    },
  ];
}

export const SCOPE: Input = { name: 'scope', label: 'Scope', optional: true, help: 'Separated by spaces.' };
export const AUDIENCE: Input = { name: 'audience', label: 'Audience', optional: true };
export const RESOURCE: Input = { name: 'resource', label: 'Resource', optional: true, more: true };
export const EXTRA: Input = {
  name: 'extra',
  label: 'Further parameters',
  type: 'parameters',
  optional: true,
  more: true,
  help: 'One name=value a line. No secrets here: they would be kept in clear.',
};
export const BODY_FORMAT: Input = {
  name: 'bodyFormat',
  label: 'Sent as',
  type: 'choice',
  default: 'form',
  more: true,
  choices: [
    { value: 'form', label: 'Form (the standard)' },
    { value: 'json', label: 'JSON' },
  ],
};
