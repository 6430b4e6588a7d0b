import { afterEach, describe, expect, it } from 'vitest';
import scalar from '../../../lib/adapters/scalar';
import { hostileValues } from '../page/hostile';

const DOCUMENT = {
  'x-scalar-navigation': { name: 'api-1' },
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      oauth: { type: 'oauth2', flows: { implicit: {}, password: {} } },
    },
  },
  security: [{ bearer: [] }],
  servers: [{ url: 'https://api.example/v1' }],
  paths: {
    '/either': { get: { security: [{ key: [] }, { bearer: [] }] } },
    '/own': { get: {}, servers: [{ url: 'https://own.example' }] },
  },
};

afterEach(() => document.body.replaceChildren());

/** The store as Scalar has it: values and choices by document. */
function makeStore() {
  const secrets = new Map<string, unknown>();
  const choices = new Map<string, unknown>();
  const at = (place: unknown) => JSON.stringify(place);
  return {
    secrets,
    choices,
    getAuthSecrets: (name: string, scheme: string) => secrets.get(`${name}/${scheme}`),
    setAuthSecrets: (name: string, scheme: string, value: unknown) => secrets.set(`${name}/${scheme}`, value),
    clearAuthSecrets: (name: string, scheme: string) => secrets.delete(`${name}/${scheme}`),
    getAuthSelectedSchemas: (place: unknown) => choices.get(at(place)),
    setAuthSelectedSchemas: (place: unknown, value: unknown) => choices.set(at(place), value),
    clearAuthSelectedSchemas: (place: unknown) => choices.delete(at(place)),
  };
}

/** A page with Vue's tree on its container, the wanted component three levels down. */
function place(props: object) {
  const container = document.createElement('div');
  const app = document.createElement('div');
  app.className = 'scalar-app';
  container.append(app);
  const content = { component: { props, subTree: null } };
  const tree = { component: { props: {}, subTree: { children: [null, 'text', { children: [content] }] } } };
  Object.assign(container, { _vnode: tree });
  document.body.append(container);
}

function open(options: object = {}) {
  const store = makeStore();
  place({ authStore: store, document: DOCUMENT, clientDocument: DOCUMENT, options });
  const page = scalar.find(window);
  if (!page) throw new Error('not found');
  return { store, page };
}

const bearer = { scheme: 'bearer', kind: 'bearer', value: 'made-up' } as const;

describe('the Scalar adapter', () => {
  it('reports the document, and the proxy among the servers', () => {
    expect(open({ proxyUrl: 'https://proxy.example' }).page.report()).toMatchObject({
      ready: true,
      schemes: [{ name: 'bearer' }, { name: 'key' }, { name: 'oauth' }],
      server: 'https://api.example/v1',
      servers: ['https://own.example', 'https://proxy.example'],
      keeps: undefined,
    });
  });

  it('says that the page keeps values when it does', () => {
    expect(open({ persistAuth: true }).page.report().keeps).toBe('page storage');
  });

  it('writes, chooses the alternative that it covers, and takes both back', async () => {
    const { store, page } = open();
    expect(await page.fill([bearer])).toEqual(['bearer']);
    expect(store.secrets.get('api-1/bearer')).toMatchObject({ type: 'http', 'x-scalar-secret-token': 'made-up' });
    expect([...store.choices]).toEqual([
      [expect.stringContaining('/either'), { selectedIndex: 0, selectedSchemes: [{ bearer: [] }] }],
    ]);
    expect(page.report().authorized).toEqual(['bearer']);

    expect(await page.logOut(['bearer'])).toEqual([]);
    expect([store.secrets.size, store.choices.size]).toEqual([0, 0]);
  });

  it('writes a token into every flow and leaves what a person typed beside it', async () => {
    const { store, page } = open();
    store.secrets.set('api-1/oauth', { type: 'oauth2', implicit: { 'x-scalar-secret-client-id': 'typed' } });
    await page.fill([{ scheme: 'oauth', kind: 'oauth2', value: 'made-up', tokenType: 'bearer' }]);
    expect(store.secrets.get('api-1/oauth')).toEqual({
      type: 'oauth2',
      implicit: { 'x-scalar-secret-client-id': 'typed', 'x-scalar-secret-token': 'made-up' },
      password: { 'x-scalar-secret-token': 'made-up' },
    });
  });

  it.each([
    ['another word than Bearer', { scheme: 'oauth', kind: 'oauth2', value: 'x', tokenType: 'DPoP' }],
    ['a kind that does not fit', { scheme: 'key', kind: 'bearer', value: 'x' }],
    ['an unknown scheme', { scheme: 'other', kind: 'bearer', value: 'x' }],
  ] as const)('writes nothing for %s', async (_name, assignment) => {
    const { store, page } = open();
    expect(await page.fill([assignment])).toEqual([]);
    expect(store.secrets.size).toBe(0);
  });

  it('does not count a value that the page did not keep', async () => {
    const { store, page } = open();
    store.setAuthSecrets = () => store.secrets;
    expect(await page.fill([bearer])).toEqual([]);
  });

  it.each(hostileValues())('is not ready when the tree holds %s', async (_name, value) => {
    place({ authStore: value, document: value, options: value });
    const page = scalar.find(window);
    expect(page?.report().ready).toBe(false);
    expect(await page?.fill([bearer])).toEqual([]);
    expect(await page?.logOut(['bearer'])).toEqual(['bearer']);
  });
});
