import { expect, it } from 'vitest';
import { assign } from '../../../lib/domain/match-scheme';
import { pageOrigins } from '../../../lib/provider/addresses';
import { defineProvider } from '../../../lib/provider/define-provider';
import { ProviderDefinition } from '../../../lib/provider/definition';
import { playCase } from './recorded-case';

/** All that a new provider is: what would be `lib/providers/acme.ts`… */
const acme = defineProvider({
  id: 'acme',
  name: 'Acme',
  version: 1,
  docs: 'https://docs.acme.example/auth',
  regions: [{ id: 'live', name: 'Live', environment: 'LIVE', values: { host: 'api.acme.example' } }],
  pages: ['https://{{region.host}}/docs'],
  apiOrigins: ['https://{{region.host}}'],
  methods: [
    {
      id: 'login',
      name: 'API user',
      guide: { steps: ['Ask Acme for an API user.'], link: 'https://docs.acme.example/auth' },
      inputs: [
        { name: 'user', label: 'User' },
        { name: 'password', label: 'Password', secret: true },
        { name: 'tenant', label: 'Tenant' },
      ],
      steps: [
        {
          id: 'session',
          method: 'POST',
          url: 'https://{{region.host}}/session',
          body: { form: { user: '{{inputs.user}}', password: '{{inputs.password}}' } },
          save: { key: ['session.key'] },
        },
        {
          id: 'token',
          method: 'GET',
          url: 'https://{{region.host}}/tenants/{{inputs.tenant}}/token',
          headers: { 'X-Session': '{{steps.session.key}}' },
        },
      ],
      token: { accessToken: { at: ['jwt'] }, tokenType: { is: 'Bearer' }, expiry: [{ dateAt: 'until' }] },
      renew: 'repeat',
      apply: [{ in: 'header', name: 'Authorization', value: 'Bearer {{token.accessToken}}' }],
    },
  ],
});

/** …and one recorded exchange, what would be in `tests/fixtures/providers/acme.json`. */
const recorded = {
  name: 'two steps, one of them with a header from the other',
  region: 'live',
  method: 'login',
  inputs: { user: 'ann', password: 'made-up-password', tenant: 'a/b' },
  exchanges: [
    {
      request: {
        method: 'POST',
        url: 'https://api.acme.example/session',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: { user: 'ann', password: 'made-up-password' },
      },
      answer: { status: 200, json: { session: { key: 'made-up-session' } } },
    },
    {
      request: {
        method: 'GET',
        url: 'https://api.acme.example/tenants/a%2Fb/token',
        headers: { accept: 'application/json', 'x-session': 'made-up-session' },
      },
      answer: { status: 200, json: { jwt: 'made-up-jwt', until: '2026-01-01T01:00:00Z' } },
    },
  ],
  token: { accessToken: 'made-up-jwt', tokenType: 'Bearer', livesSeconds: 3600 },
  credentials: [{ in: 'header', name: 'Authorization', value: 'Bearer made-up-jwt' }],
} as const;

it('works when all there is is its definition and one recorded exchange', async () => {
  expect(ProviderDefinition.parse(acme)).toEqual(acme);
  await playCase(acme, recorded);
  expect(pageOrigins(acme, { regionId: 'live', inputs: {} })).toEqual(['https://api.acme.example']);
  const bearer = { name: 'jwt', type: 'http', scheme: 'bearer' } as const;
  expect(assign(recorded.credentials[0], bearer)).toMatchObject({ value: 'made-up-jwt' });
});
