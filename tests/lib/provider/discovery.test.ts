import { describe, expect, it } from 'vitest';
import { discover, issuerOf, metadataUrls } from '../../../lib/provider/discovery';
import { type Exchange, playing } from './recorded';

const ISSUER = 'https://login.test/tenant';
const OPENID = `${ISSUER}/.well-known/openid-configuration`;
const OAUTH = 'https://login.test/.well-known/oauth-authorization-server/tenant';
const rule = {
  issuer: 'issuer',
  into: {
    tokenUrl: 'token_endpoint',
    authorizationUrl: 'authorization_endpoint',
    namesIssuer: 'authorization_response_iss_parameter_supported',
  },
} as const;
const metadata = {
  issuer: ISSUER,
  token_endpoint: 'https://login.test/token/',
  authorization_endpoint: 'https://login.test/auth?tenant=a',
  authorization_response_iss_parameter_supported: true,
};

async function find(answers: readonly Exchange['answer'][], typed = ISSUER) {
  const player = playing(answers.map((answer) => ({ request: { method: 'GET', url: '' }, answer })));
  const result = await discover(rule, typed, player.world).catch((error: unknown) => error);
  return { result, asked: player.seen.map(({ url }) => url) };
}
const says = (more: object): Exchange['answer'] => ({ status: 200, json: { ...metadata, ...more } });

describe('a server’s own addresses', () => {
  it('are taken as they are, when the issuer is exactly the one that was typed', async () => {
    const { result, asked } = await find([says({})]);
    expect(result).toEqual({
      issuer: ISSUER,
      tokenUrl: 'https://login.test/token/',
      authorizationUrl: 'https://login.test/auth?tenant=a',
      namesIssuer: 'true',
    });
    expect(asked).toEqual([OPENID]);
  });

  it('are asked for in the other place when nothing is in the first', async () => {
    const { result, asked } = await find([{ status: 404, text: '' }, says({})]);
    expect(result).toMatchObject({ tokenUrl: 'https://login.test/token/' });
    expect(asked).toEqual([OPENID, OAUTH]);
  });

  it('are found from their own address too', async () => {
    const { result } = await find([says({})], OPENID);
    expect(result).toMatchObject({ issuer: ISSUER });
  });

  it.each([
    ['is another issuer', { issuer: 'https://login.test/other' }, 'issuer_mismatch'],
    ['has a slash more', { issuer: `${ISSUER}/` }, 'issuer_mismatch'],
    ['names none', { issuer: undefined }, 'issuer_mismatch'],
    ['has an address without https', { token_endpoint: 'http://login.test/token' }, 'bad_response'],
    ['has an address that is none', { token_endpoint: 'javascript:alert(1)' }, 'bad_response'],
    ['has an address with a password', { authorization_endpoint: 'https://a:b@login.test/' }, 'bad_response'],
    ['has something else for an address', { token_endpoint: { x: 1 } }, 'bad_response'],
    ['has a switch for an address', { token_endpoint: true }, 'bad_response'],
  ])('are not taken when the answer %s', async (_, more, code) => {
    expect((await find([says(more)])).result).toMatchObject({ message: code });
  });

  it.each([
    ['a redirect', { status: 302, fails: 'redirect' } as const, 'redirect_refused'],
    ['a page', { status: 200, text: '<html>' }, 'not_json'],
    ['nothing there', { status: 404, text: '' }, 'wrong_address'],
  ])('are not taken from %s, and the first place’s answer is the one that is said', async (_, answer, code) => {
    const { result, asked } = await find([answer, { status: 500, text: '' }, { status: 500 }, { status: 500 }]);
    expect(result).toMatchObject({ message: code });
    expect(asked.slice(0, 2)).toEqual([OPENID, OAUTH]);
  });

  it('leave what was typed where the server has no address, and say whether its answers name it', async () => {
    const { result } = await find([
      says({ authorization_endpoint: undefined, authorization_response_iss_parameter_supported: 'yes' }),
    ]);
    expect(result).toEqual({ issuer: ISSUER, tokenUrl: 'https://login.test/token/', namesIssuer: '' });
  });
});

describe('an issuer', () => {
  it.each([
    ['login.test/tenant', 'https://login.test/tenant'],
    [' https://login.test/tenant ', ISSUER],
    ['https://login.test/', 'https://login.test/'],
  ])('typed as "%s" is %s', (typed, issuer) => expect(issuerOf(typed)).toBe(issuer));

  it.each([
    ['', 'bad_address'],
    ['two words', 'bad_address'],
    ['https://login.test/?a=b', 'bad_address'],
    ['https://login.test/#a', 'bad_address'],
    ['ftp://login.test', 'bad_address'],
    ['http://login.test', 'http_refused'],
  ])('typed as "%s" is refused as %s, and nothing is sent', async (typed, code) => {
    const { result, asked } = await find([], typed);
    expect(result).toMatchObject({ message: code });
    expect(asked).toEqual([]);
  });

  it('without a path has its metadata in two places', () => {
    expect(metadataUrls('https://login.test/')).toEqual([
      'https://login.test/.well-known/openid-configuration',
      'https://login.test/.well-known/oauth-authorization-server',
    ]);
  });
});
