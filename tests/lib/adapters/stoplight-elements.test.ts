import { afterEach, describe, expect, it } from 'vitest';
import elements from '../../../lib/adapters/stoplight-elements';
import { hostileValues } from '../page/hostile';

const bearer = { id: '1', key: 'bearer', type: 'http', scheme: 'bearer' };
const key = { id: '2', key: 'key', type: 'apiKey', in: 'header', name: 'X-Key' };
const SERVICE = {
  type: 'http_service',
  data: { securitySchemes: [bearer, key], security: [[bearer]], servers: [{ url: 'https://api.example/v1' }] },
  children: [
    { type: 'http_operation', data: { security: [[key], [bearer]], servers: [{ url: 'https://own.example' }] } },
    { type: 'model', data: {} },
  ],
};

afterEach(() => document.body.replaceChildren());

/** The page with React's nodes on it; `open` has an operation's fields, which write one value and draw it anew. */
function place(shape: 'open' | 'closed', service: unknown = SERVICE) {
  const root = document.createElement('div');
  root.className = 'sl-elements-api';
  const above = { memoizedProps: { serviceNode: service, tryItCorsProxy: 'https://proxy.example/' } };
  Object.assign(root, { __reactFiber$x: { return: above } });
  document.body.append(root);
  if (shape === 'closed') return undefined;
  const hook: { memoizedState: Record<string, string> } = { memoizedState: {} };
  const chosen: unknown[] = [];
  const props = {
    operationSecuritySchemes: [[key], [bearer]],
    setOperationAuthValue: ({ scheme, authValue }: { scheme: { key: string }; authValue: string }) => {
      hook.memoizedState = { ...hook.memoizedState, [scheme.key]: authValue };
    },
    setCurrentScheme: (one: unknown) => chosen.push(one),
  };
  const fields = document.createElement('div');
  fields.dataset.test = 'try-it-auth';
  Object.assign(fields, { __reactFiber$x: { memoizedProps: props, return: { memoizedState: hook, return: above } } });
  const panel = document.createElement('div');
  panel.className = 'TryItPanel';
  panel.append(fields);
  root.append(panel);
  return { hook, chosen };
}

const fillBearer = [{ scheme: 'bearer', kind: 'bearer', value: 'made-up' }] as const;

describe('the Elements adapter', () => {
  it('reports every server, the proxy, and that the page keeps what is filled in', () => {
    place('open');
    expect(elements.find(window)?.report()).toMatchObject({
      ready: true,
      keeps: 'page storage',
      needs: undefined,
      schemes: [{ name: 'bearer' }, { name: 'key' }],
      requirements: [{ alternatives: [['key'], ['bearer']], operations: 1 }],
      server: 'https://api.example/v1',
      servers: ['https://api.example', 'https://own.example', 'https://proxy.example'],
    });
  });

  it('writes, reads back, chooses the alternative that it covers, and clears', async () => {
    const scene = place('open');
    const page = elements.find(window);
    expect(await page?.fill(fillBearer)).toEqual(['bearer']);
    expect(scene?.hook.memoizedState).toEqual({ bearer: 'made-up' });
    expect(scene?.chosen).toEqual([[{ scheme: bearer, authValue: undefined }]]);
    expect(page?.report().authorized).toEqual(['bearer']);
    expect(await page?.logOut(['bearer'])).toEqual([]);
    expect(scene?.hook.memoizedState).toEqual({ bearer: '' });
  });

  it('asks for an open operation when none is, and does not say that it logged out', async () => {
    place('closed');
    const page = elements.find(window);
    expect(page?.report()).toMatchObject({ ready: true, needs: 'open operation' });
    expect(await page?.logOut(['bearer'])).toEqual(['bearer']);
  });

  it.each(hostileValues().slice(1))('is not ready when its document is %s', (_name, value) => {
    place('open', value);
    expect(elements.find(window)?.report()).toMatchObject({ ready: false, schemes: [] });
  });
});
