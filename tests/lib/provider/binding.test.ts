import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../lib/domain/connection';
import { bindingOf, mayReseal } from '../../../lib/provider/binding';
import { providers } from '../../../lib/provider/registry';

const connection: Connection = {
  ...{
    schema: 1,
    id: 'c1',
    rev: 1,
    label: 'Port EU',
    providerId: 'port',
    methodId: 'client-credentials',
    regionId: 'eu',
  },
  ...{
    inputs: { clientId: 'demo' },
    origins: ['https://b.test', 'https://a.test'],
    servers: [],
    allowHttp: false,
    createdAt: 1,
  },
};
const text = (more: Partial<Connection> = {}) => bindingOf(providers, { ...connection, ...more });

it('is this very text, from the first release on: another one would close every stored secret', () => {
  expect(text()).toBe(
    '{"provider":"port","method":"client-credentials","tokenUrls":["https://api.port.io/v1/auth/access_token"],' +
      '"origins":["https://a.test","https://b.test"],"allowHttp":false}',
  );
});

it.each([
  ['the label', { label: 'Other' }, true],
  ['the revision', { rev: 9 }, true],
  ['the order of origins', { origins: ['https://a.test', 'https://b.test'] }, true],
  ['an origin', { origins: ['https://a.test', 'https://evil.test'] }, false],
  ['one origin more', { origins: [...connection.origins, 'https://evil.test'] }, false],
  ['the region', { regionId: 'us' }, false],
  ['the http switch', { allowHttp: true }, false],
  ['the provider', { providerId: 'podero' }, false],
  ['the method', { methodId: 'other' }, false],
] as const)('tells a change of %s when it matters', (_, more, same) => {
  expect(text(more as Partial<Connection>) === text()).toBe(same);
});

describe('mayReseal', () => {
  const former = text().replace('api.port.io', 'api.getport.io');

  it('allows a token address to leave a host that the definition calls its former one', () => {
    expect(mayReseal(providers, former, text())).toBe(true);
  });

  it.each([
    ['nothing changed', text(), text()],
    ['an origin was added', former, text({ origins: [...connection.origins, 'https://evil.test'] })],
    ['an origin was added to the old one', text({ origins: ['https://evil.test'] }), text()],
    ['the token address comes from elsewhere', text().replace('api.port.io', 'evil.test'), text()],
    ['the http switch was turned', former.replace('false', 'true'), text()],
    ['the provider is another', former.replace('"port"', '"podero"'), text()],
    [
      'the provider never moved',
      text({ providerId: 'podero' }),
      text({ providerId: 'podero' }).replace('app.', 'new.'),
    ],
    ['the text is none', 'not json', text()],
  ])('refuses when %s', (_, before, now) => {
    expect(mayReseal(providers, before, now)).toBe(false);
  });
});
