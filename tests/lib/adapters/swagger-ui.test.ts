import { afterEach, describe, expect, it } from 'vitest';
import adapter from '../../../lib/adapters/swagger-ui';
import type { Assignment, DocsPage } from '../../../lib/domain/page';
import { type FakeSystem, fakeSystem } from '../page/fake-system';
import { hostileValues } from '../page/hostile';

type Holder = { versions?: unknown };

const document3 = (...servers: string[]) => ({
  openapi: '3.0.0',
  servers: servers.map((url) => ({ url })),
  security: [{ bearer: [] }],
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, oidc: { type: 'openIdConnect' } },
  },
  paths: { '/x': { get: {}, put: { security: [{ oidc: [] }] } } },
});
const bearer: Assignment = { scheme: 'bearer', kind: 'bearer', value: 'made-up' };
const oidc: Assignment = { scheme: 'oidc', kind: 'oauth2', value: 'made-up', tokenType: 'Bearer' };

/** A page that rendered these systems, found by the adapter. */
function open(...systems: readonly unknown[]): DocsPage {
  for (const system of systems) {
    const element = document.createElement('div');
    element.className = 'swagger-ui';
    Object.assign(element, { __reactFiber$x: { memoizedProps: system, return: null } });
    document.body.append(element);
  }
  const page = adapter.find(window);
  if (!page) throw new Error('not found');
  return page;
}

const names = (system: FakeSystem) => [...(system.authSelectors.authorized() as Map<string, unknown>).keys()];

afterEach(() => {
  document.body.replaceChildren();
  delete (window as Holder).versions;
});

describe('report', () => {
  it('describes the document when it is loaded', () => {
    expect(open(fakeSystem({ document: document3('/v1') })).report()).toEqual({
      adapter: 'swagger-ui',
      title: 'Swagger UI',
      ready: true,
      schemes: [
        { name: 'bearer', type: 'http', scheme: 'bearer' },
        { name: 'oidc', type: 'openIdConnect' },
      ],
      requirements: [
        { alternatives: [['bearer']], operations: 1 },
        { alternatives: [['oidc']], operations: 1 },
      ],
      authorized: [],
      server: new URL('/v1', window.location.href).href,
      servers: [],
      document: expect.any(String),
      sources: [],
    });
  });

  it('is empty and not ready when the document is still loading', () => {
    expect(open(fakeSystem()).report()).toMatchObject({ ready: false, schemes: [], requirements: [], authorized: [] });
  });

  it('names the server that is selected when there are several', () => {
    const system = fakeSystem({
      document: document3('https://eu.example', 'https://us.example'),
      server: 'https://us.example',
    });
    expect(open(system).report().server).toBe('https://us.example/');
  });

  it.each(hostileValues())('neither throws nor invents anything when the selectors give %s', (_name, value) => {
    const give = () => value;
    const specSelectors = { specJson: give, securityDefinitions: give, url: give, operationScheme: give };
    const oas3Selectors = { selectedServer: give, serverEffectiveValue: give };
    const page = open({ ...fakeSystem(), specSelectors, oas3Selectors, authSelectors: { authorized: give } });
    expect(page.report()).toMatchObject({ schemes: [], requirements: [] });
  });
});

describe('fill', () => {
  it('tells the schemes that the page kept', async () => {
    const page = open(fakeSystem({ document: document3() }));
    expect(await page.fill([bearer, oidc, { ...bearer, scheme: 'unknown' }])).toEqual(['bearer', 'oidc']);
    expect(page.report().authorized).toEqual(['bearer', 'oidc']);
  });

  it('tells nothing when the page throws or keeps something else', async () => {
    const system = fakeSystem({ document: document3() });
    const authorize = () => {
      throw new Error('page');
    };
    const page = open({ ...system, authActions: { ...system.authActions, authorize } });
    expect(await page.fill([bearer])).toEqual([]);
  });

  it('fills every document of the same server when a page holds several', async () => {
    const [one, two] = [fakeSystem({ document: document3('/v1') }), fakeSystem({ document: document3('/v2') })];
    expect(await open(one, two).fill([bearer])).toEqual(['bearer']);
    expect([names(one), names(two)]).toEqual([['bearer'], ['bearer']]);
  });

  it('leaves a document alone when it calls another origin than the reported one', async () => {
    const one = fakeSystem({ document: document3('https://api.example') });
    const two = fakeSystem({ document: document3('https://other.example') });
    expect(await open(one, two).fill([bearer])).toEqual(['bearer']);
    expect([names(one), names(two)]).toEqual([['bearer'], []]);
  });

  it('does not claim a scheme when one of several documents did not keep it', async () => {
    const two = fakeSystem({ document: document3() });
    const deaf = { ...two, authActions: { ...two.authActions, authorize: () => {} } };
    expect(await open(fakeSystem({ document: document3() }), deaf).fill([bearer])).toEqual([]);
  });

  it('does not write an OpenID Connect token when this version would not send it', async () => {
    Object.assign(window, { versions: { swaggerUi: { version: '3.25.5' } } });
    const system = fakeSystem({ document: document3() });
    expect(await open(system).fill([bearer, oidc])).toEqual(['bearer']);
    expect(names(system)).toEqual(['bearer']);
  });
});

describe('logOut', () => {
  it('removes the schemes from every document and tells what is left', async () => {
    const [one, two] = [fakeSystem({ document: document3() }), fakeSystem({ document: document3() })];
    const page = open(one, two);
    await page.fill([bearer, oidc]);
    expect(await page.logOut(['bearer'])).toEqual([]);
    expect([names(one), names(two)]).toEqual([['oidc'], ['oidc']]);
  });

  it('tells the schemes that are still authorized when the page does not let go', async () => {
    const system = fakeSystem({ document: document3() });
    const page = open({ ...system, authActions: { ...system.authActions, logout: () => {} } });
    await page.fill([bearer]);
    expect(await page.logOut(['bearer', 'oidc'])).toEqual(['bearer']);
  });
});

it('finds nothing when no system is there', () => {
  expect(adapter.find(window)).toBeUndefined();
});
