import { describe, expect, it } from 'vitest';
import type { PageReport, TokenSource } from '../../../lib/domain/page';
import { inputProblems } from '../../../lib/provider/inputs';
import { proposalsFor } from '../../../lib/provider/proposals';
import { findMethod, findProvider } from '../../../lib/provider/registry';

const PAGE = 'https://docs.example/api/';
const URL_ = 'https://login.example/token';
const report = (sources: readonly TokenSource[], more: Partial<PageReport> = {}): PageReport => ({
  ...{ adapter: 'swagger-ui', title: 'Swagger UI 5', ready: true, schemes: [], requirements: [], authorized: [] },
  sources,
  ...more,
});
const of = (source: Partial<TokenSource>, page = PAGE) =>
  proposalsFor(report([{ kind: 'clientCredentials', url: URL_, ...source }]), new URL(page));

const FORMS: readonly (readonly [string, Partial<TokenSource>, string, object])[] = [
  ['client credentials', { scopes: ['a', 'b'] }, 'client-credentials', { tokenUrl: URL_, scope: 'a b' }],
  [
    'a token endpoint that wants JSON',
    { fields: { user: 'client_id', password: 'client_secret', as: 'json' } },
    'client-credentials',
    { tokenUrl: URL_, authentication: 'client_secret_post', bodyFormat: 'json' },
  ],
  [
    'authorization code',
    { kind: 'authorizationCode', authorizationUrl: 'https://login.example/auth' },
    'sign-in',
    { tokenUrl: URL_, authorizationUrl: 'https://login.example/auth' },
  ],
  ['implicit', { kind: 'implicit' }, 'sign-in', { authorizationUrl: URL_ }],
  ['password', { kind: 'password' }, 'password', { tokenUrl: URL_ }],
  ['OpenID Connect', { kind: 'openIdConnect' }, 'sign-in', { issuer: URL_ }],
  [
    'a login',
    { kind: 'login', fields: { user: 'email', password: 'pwd', as: 'form' } },
    'login',
    { loginUrl: URL_, userField: 'email', passwordField: 'pwd', bodyFormat: 'form' },
  ],
];

describe('a proposal', () => {
  it.each(FORMS)('opens the form with the page’s own values for %s', (_name, source, methodId, inputs) => {
    const [found] = of(source);
    expect(found?.suggestion).toMatchObject({ methodId, inputs, origins: ['https://docs.example'] });
    const method = findMethod(findProvider(found?.suggestion.providerId ?? ''), methodId);
    const asked = method?.inputs.filter(({ name }) => Object.hasOwn(inputs, name)) ?? [];
    expect(asked.map(({ name }) => name).sort()).toEqual(Object.keys(inputs).sort());
    expect(inputProblems(asked, found?.suggestion.inputs ?? {})).toEqual([]);
    expect(asked.some(({ secret }) => secret)).toBe(false);
  });

  it.each([
    ['the address has no https', { url: 'http://login.example/token' }, PAGE],
    ['the address carries a name and a password', { url: 'https://a:b@login.example/token' }, PAGE],
    ['the address is no web address', { url: 'data:text/plain,x' }, PAGE],
    [
      'the sign-in address has no https',
      { kind: 'authorizationCode', authorizationUrl: 'http://login.example/' },
      PAGE,
    ],
    ...[
      ...[
        'https://10.0.0.1',
        'https://172.20.1.1',
        'https://192.168.1.1',
        'https://169.254.169.254',
        'https://100.64.1.1',
      ],
      ...['https://127.0.0.1', 'http://localhost:8080', 'https://[::1]', 'https://[fd00::1]', 'https://[fe80::1]'],
      ...[
        'https://[::ffff:10.0.0.1]',
        'https://0x0a000001',
        'https://router',
        'https://nas.local',
        'https://a.internal',
      ],
    ].map((url) => [`a page of the internet leads to ${url}`, { url }, PAGE] as const),
    ['a document was brought in by the page’s address', {}, `${PAGE}?url=https://evil.example/d.json`],
  ] as const)('is not made when %s', (_name, source, page) => {
    expect(of(source, page)).toEqual([]);
  });

  it('is not made when the document was loaded from elsewhere', () => {
    const given = report([{ kind: 'password', url: URL_ }], { document: 'https://evil.example/openapi.json' });
    expect(proposalsFor(given, new URL(PAGE))).toEqual([]);
  });

  it.each([
    ['inside a network, of another server there', { url: 'https://sso.internal/token' }, 'https://docs.internal/'],
    ['of the page’s own server without https', { url: 'http://docs.internal/token' }, 'http://docs.internal/'],
    ['of this machine', { url: 'http://localhost:9000/token' }, 'http://localhost:3000/docs'],
  ] as const)('is made %s', (_name, source, page) => {
    expect(of(source, page)).toHaveLength(1);
  });

  it('is one of five at most when a document names more', () => {
    const sources = Array.from({ length: 10 }, (_, n) => ({ kind: 'password', url: `${URL_}${n}` }) as const);
    expect(proposalsFor(report(sources), new URL(PAGE))).toHaveLength(5);
  });
});
