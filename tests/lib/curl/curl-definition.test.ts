import { describe, expect, it } from 'vitest';
import { leavesOf } from '../../../lib/curl/answer-leaves';
import { curlDefinition } from '../../../lib/curl/build-definition';
import { type Combined, combine } from '../../../lib/curl/combine';
import { parseCurl } from '../../../lib/curl/parse-curl';
import { furtherHeaders, placesFor, schemesByUse } from '../../../lib/curl/places';
import { recognise } from '../../../lib/curl/recognise';
import { senseProblems } from '../../../lib/definitions/sense';
import type { SecurityScheme } from '../../../lib/domain/page';
import { ProviderDefinition } from '../../../lib/provider/definition';

const IDENTITY = { id: 'own-acme', name: 'Acme', docs: 'https://id.acme.example/' };
const TOKEN = 'madeUpTokenOfThirtyTwoCharacters';

function combined(text: string): Combined {
  const found = combine(parseCurl(text).map(recognise));
  if (!found) throw new Error('No request.');
  return found;
}

/** The definition as the screen makes it when the likeliest place and token are taken. */
function definitionFor(text: string, answer: unknown, schemes: readonly SecurityScheme[] = [], link?: string) {
  const requests = combined(text);
  const leaves = leavesOf(answer, 0);
  const [leaf] = leaves;
  const [place] = placesFor(schemes);
  if (!leaf || !place) throw new Error('Nothing to choose.');
  const further = furtherHeaders(schemes, place, requests, leaves);
  const definition = ProviderDefinition.parse(curlDefinition(IDENTITY, requests, { leaf, place, further, link }));
  // What is made here must also pass as a file, or it could not move to another browser.
  expect(senseProblems(definition)).toEqual([]);
  return definition;
}

const header = (parameter: string): SecurityScheme => ({ name: parameter, type: 'apiKey', in: 'header', parameter });
const LOGIN = 'curl https://id.acme.example/login --json \'{"user":"<user>","password":"<password>"}\'';

describe('the definition that a command becomes', () => {
  it('asks, sends, reads the token and its lifetime, and repeats', () => {
    const { methods, ...provider } = definitionFor(LOGIN, {
      access_token: TOKEN,
      token_type: 'Bearer',
      expires_in: 60,
    });
    expect(provider).toEqual({ ...IDENTITY, version: 1, regions: [], pages: [], apiOrigins: [] });
    expect(methods).toHaveLength(1);
    expect(methods[0]).toMatchObject({
      inputs: [{ name: 'user' }, { name: 'password', secret: true }],
      steps: [{ method: 'POST', url: 'https://id.acme.example/login' }],
      token: {
        accessToken: { at: ['access_token'] },
        tokenType: { at: 'token_type' },
        expiry: [{ secondsAt: 'expires_in' }],
      },
      renew: 'repeat',
      apply: [{ in: 'header', name: 'Authorization', value: 'Bearer {{token.accessToken}}' }],
    });
  });

  it('puts the token where the page wants it', () => {
    const { methods } = definitionFor(LOGIN, { token: TOKEN }, [header('X-Auth-Token')]);
    expect(methods[0]?.apply).toEqual([{ in: 'header', name: 'X-Auth-Token', value: '{{token.accessToken}}' }]);
  });

  it('fills further headers of the page from the answer and from inputs of the same name, and the token into the secret one', () => {
    const text = `${LOGIN.slice(0, -2)},"shopId":"<shop id>"}'`;
    const schemes = [header('x-client-id'), header('x-api-key'), header('x-shop-id'), header('x-unknown')];
    const { methods } = definitionFor(text, { token: TOKEN, clientId: 'demo-client' }, schemes);
    expect(methods[0]?.apply).toEqual([
      { in: 'header', name: 'x-api-key', value: '{{token.accessToken}}' },
      { in: 'header', name: 'x-client-id', value: '{{token.clientId}}' },
      { in: 'header', name: 'x-shop-id', value: '{{inputs.shopId}}' },
    ]);
    expect(methods[0]?.token.extras).toEqual({ clientId: 'clientId' });
  });

  it('prefers what most operations need, and what they need together, to a scheme for the token calls alone', () => {
    const bearer: SecurityScheme = { name: 'bearer', type: 'http', scheme: 'bearer' };
    const schemes = [bearer, header('x-api-key'), header('x-shop-id')];
    const requirements = [
      { alternatives: [['bearer']], operations: 1 },
      { alternatives: [['x-api-key', 'x-shop-id']], operations: 1 },
    ];
    expect(placesFor(schemesByUse(schemes, requirements))[0]?.name).toBe('x-api-key');
    expect(placesFor(schemesByUse(schemes, requirements.slice(0, 1)))[0]?.name).toBe('Authorization');
  });

  it('keeps a token that each run would make anew, and not the login that made it', () => {
    const create = 'curl -X POST https://id.acme.example/keys -H "Authorization: Bearer $TOKEN" -d name=mine';
    const { methods } = definitionFor(`${LOGIN}\n${create}`, { token: TOKEN, expireAt: 'NEVER' }, [], 'data.token');
    const [making, kept] = methods;
    expect(making).toMatchObject({
      inputs: [{ name: 'user' }, { name: 'password', secret: true, once: true }],
      steps: [
        { id: 'first', save: { token: ['data.token'] } },
        { id: 'second', creates: true },
      ],
      becomes: { method: 'token', inputs: { token: '{{token.accessToken}}' } },
      renew: 'ask',
      apply: [],
    });
    expect(making?.steps[1]?.authentication).toEqual({ type: 'bearer', token: '{{steps.first.token}}' });
    expect(kept).toMatchObject({ id: 'token', steps: [], renew: 'ask' });
    expect(kept?.inputs[0]).toMatchObject({ name: 'token', secret: true });
  });

  it.each([
    [
      'a bearer token',
      '-H "Authorization: Bearer <token>"',
      { in: 'header', name: 'Authorization', value: 'Bearer {{inputs.token}}' },
    ],
    ['a key in a header', '-H "X-API-Key: <key>"', { in: 'header', name: 'X-API-Key', value: '{{inputs.key}}' }],
    [
      'user and password',
      '-u <user>:<password>',
      { in: 'basic', username: '{{inputs.user}}', password: '{{inputs.password}}' },
    ],
    ['a key in the address', '-G -d api_key=<key>', { in: 'query', name: 'api_key', value: '{{inputs.key}}' }],
  ])('sends no request for a token when the command only uses one: %s', (_, options, apply) => {
    const requests = combined(`curl https://api.acme.example/things ${options}`);
    const { methods, verify } = ProviderDefinition.parse(curlDefinition(IDENTITY, requests, undefined));
    expect(methods[0]).toMatchObject({ steps: [], renew: 'ask', apply: [apply] });
    expect(verify?.method).toBe('GET');
  });

  it('has the user’s own server as an input when the command leaves it open', () => {
    const requests = combined("curl 'http://{your-server-here}/api/me' -H 'Authorization: Bearer <your-token-here>'");
    const definition = ProviderDefinition.parse(curlDefinition(IDENTITY, requests, undefined));
    expect(definition.baseUrl).toBe('server');
    expect(definition.verify?.url).toBe('{{inputs.server}}/api/me');
  });
});
