import { afterEach, describe, expect, it } from 'vitest';
import adapter from '../../../lib/adapters/swagger-ui-2';
import type { Assignment, DocsPage } from '../../../lib/domain/page';
import { hostileValues } from '../page/hostile';

type Tree = Record<string, unknown>;

class ApiKeyAuthorization {
  constructor(
    readonly name: string,
    readonly value: string,
    readonly type: string,
  ) {}
}

class PasswordAuthorization {
  constructor(
    readonly username: string,
    readonly password: string,
  ) {}
}

class Authorizations {
  readonly authz: Tree = {};

  add(name: string, authorization: unknown): void {
    this.authz[name] = authorization;
  }

  remove(name: string): void {
    delete this.authz[name];
  }
}

const SCHEMES = {
  basic: { type: 'basic' },
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  oauth: { type: 'oauth2', flow: 'application' },
};

/** What Swagger UI 2 leaves on `window` when its document is read (2.2.10). */
function open(api: Tree = {}): DocsPage {
  const built = { isBuilt: true, clientAuthorizations: new Authorizations(), securityDefinitions: SCHEMES, ...api };
  const SwaggerClient = { ApiKeyAuthorization, PasswordAuthorization };
  Object.assign(window, { swaggerUi: { load() {}, api: built }, SwaggerClient });
  const page = adapter.find(window);
  if (!page) throw new Error('not found');
  return page;
}

function written(): Tree {
  return (window as unknown as { swaggerUi: { api: { clientAuthorizations: Authorizations } } }).swaggerUi.api
    .clientAuthorizations.authz;
}

const key = (scheme: string, value = 'made up&'): Assignment => ({ scheme, kind: 'apiKey', value });
const basic: Assignment = { scheme: 'basic', kind: 'basic', username: 'u', password: 'p' };
const oauth: Assignment = { scheme: 'oauth', kind: 'oauth2', value: 'made-up', tokenType: 'Bearer' };

afterEach(() => {
  document.body.replaceChildren();
  for (const name of ['swaggerUi', 'SwaggerClient', 'swashbuckleConfig']) delete (window as unknown as Tree)[name];
});

describe('report', () => {
  it('describes the document when it is read', () => {
    const global = [{ header: [] }];
    const shared = { security: [{ oauth: [] }] };
    const apis = {
      a: { operations: { x: shared, y: { security: global } } },
      b: { operations: { x: shared } },
      help() {},
    };
    const address = {
      scheme: 'https',
      host: 'api.example:8443',
      basePath: '/v1',
      url: 'https://docs.example/swagger.json',
    };
    expect(open({ apis, security: global, ...address }).report()).toEqual({
      adapter: 'swagger-ui-2',
      title: 'Swagger UI 2',
      ready: true,
      schemes: [
        { name: 'basic', type: 'http', scheme: 'basic' },
        { name: 'header', type: 'apiKey', in: 'header', parameter: 'X-Key' },
        { name: 'query', type: 'apiKey', in: 'query', parameter: 'key' },
        { name: 'oauth', type: 'oauth2' },
      ],
      requirements: [
        { alternatives: [['header']], operations: 1 },
        { alternatives: [['oauth']], operations: 1 },
      ],
      authorized: [],
      server: 'https://api.example:8443/v1',
      sources: [],
    });
  });

  it('is empty and not ready when the document is not read yet', () => {
    expect(open({ isBuilt: false }).report()).toMatchObject({ ready: false, schemes: [], requirements: [] });
  });

  it('offers Swashbuckle’s key box when the document declares no scheme', () => {
    const page = open({ securityDefinitions: undefined });
    expect(page.report().schemes).toEqual([]);
    const box = document.createElement('input');
    box.id = 'input_apiKey';
    document.body.append(box);
    expect(page.report().schemes).toEqual([{ name: 'api_key', type: 'apiKey', in: 'query', parameter: 'api_key' }]);
    Object.assign(window, { swashbuckleConfig: { apiKeyName: 'Authorization', apiKeyIn: 'header' } });
    expect(page.report().schemes).toEqual([
      { name: 'api_key', type: 'apiKey', in: 'header', parameter: 'Authorization' },
    ]);
  });

  it.each(hostileValues())('neither throws nor invents anything when the page gives %s', (_name, value) => {
    const page = open({ securityDefinitions: value, security: value, apis: value, host: value, schemes: value });
    expect(page.report()).toMatchObject({ schemes: [] });
    const broken = open({ clientAuthorizations: value });
    expect(broken.report()).toMatchObject({ ready: false });
  });
});

describe('fill', () => {
  it('adds each credential under its scheme’s own name', async () => {
    const page = open();
    expect(await page.fill([basic, key('header'), key('query'), oauth])).toEqual(['basic', 'header', 'query', 'oauth']);
    expect(written()).toEqual({
      basic: new PasswordAuthorization('u', 'p'),
      header: new ApiKeyAuthorization('X-Key', 'made up&', 'header'),
      query: new ApiKeyAuthorization('key', 'made%20up%26', 'query'),
      oauth: new ApiKeyAuthorization('Authorization', 'Bearer made-up', 'header'),
    });
  });

  it.each([
    ['the scheme is not declared', key('unknown')],
    ['a key is meant for basic', key('basic')],
    ['a key is meant for OAuth', key('oauth')],
    ['a pair is meant for a key', { ...basic, scheme: 'header' }],
    ['OAuth is meant for a key', { ...oauth, scheme: 'header' }],
    ['a bearer scheme is meant', { scheme: 'header', kind: 'bearer', value: 'x' }],
  ] as readonly (readonly [string, Assignment])[])('writes nothing when %s', async (_when, assignment) => {
    expect(await open().fill([assignment])).toEqual([]);
    expect(written()).toEqual({});
  });

  it('does not claim what the page did not keep', async () => {
    class Deaf extends Authorizations {
      override add(): void {}
    }
    expect(await open({ clientAuthorizations: new Deaf() }).fill([key('header')])).toEqual([]);
  });

  it('writes nothing when the client’s classes are missing', async () => {
    const page = open();
    Object.assign(window, { SwaggerClient: {} });
    expect(await page.fill([key('header')])).toEqual([]);
  });
});

describe('logOut', () => {
  it('removes only the named schemes', async () => {
    const page = open();
    await page.fill([basic, key('header')]);
    expect(await page.logOut(['header', 'query'])).toEqual([]);
    expect(Object.keys(written())).toEqual(['basic']);
  });

  it('tells the schemes that the page does not let go', async () => {
    class Sticky extends Authorizations {
      override remove(): void {}
    }
    const page = open({ clientAuthorizations: new Sticky() });
    await page.fill([key('header')]);
    expect(await page.logOut(['header'])).toEqual(['header']);
  });
});

it('is ready when the page draws after its document is read', async () => {
  const page = open({ isBuilt: false });
  const ready = page.whenReady(60_000);
  (window as unknown as { swaggerUi: { api: Tree } }).swaggerUi.api.isBuilt = true;
  document.body.append('drawn');
  expect(await ready).toBe(true);
});

it.each(hostileValues())('finds nothing when window.swaggerUi is %s', (_name, value) => {
  Object.assign(window, { swaggerUi: value });
  expect(adapter.find(window)).toBeUndefined();
});
