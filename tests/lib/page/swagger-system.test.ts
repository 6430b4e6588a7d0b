import { afterEach, describe, expect, it } from 'vitest';
import { findSystems, isLoaded, isSystem, whenLoaded } from '../../../lib/page/swagger-system';
import { fakeSystem } from './fake-system';
import { hostileValues } from './hostile';

type Holder = { ui?: unknown };

/** An element as React leaves it: the system is in the props of a component above. */
function render(key: string, node: unknown, parent: ParentNode = document.body): void {
  const element = document.createElement('div');
  element.className = 'swagger-ui';
  Object.assign(element, { [key]: node });
  parent.append(element);
}

const fiber = (props: unknown) => ({ memoizedProps: {}, return: { memoizedProps: props, return: null } });
const owner = (props: unknown) => ({ _currentElement: { _owner: { _instance: { props }, _currentElement: {} } } });

afterEach(() => {
  document.body.replaceChildren();
  delete (window as Holder).ui;
});

describe('findSystems', () => {
  it.each([
    ['React 17 and later', '__reactFiber$abc', fiber],
    ['React 16', '__reactInternalInstance$abc', fiber],
    ['React 15', '__reactInternalInstance$abc', owner],
  ])('finds the system through the internals when the page uses %s', (_react, key, make) => {
    const system = fakeSystem();
    render(key, make(system));
    expect(findSystems(window)).toEqual([system]);
  });

  it('finds it in an open shadow root', () => {
    const host = document.createElement('section');
    document.body.append(host);
    const system = fakeSystem();
    render('__reactFiber$abc', fiber(system), host.attachShadow({ mode: 'open' }));
    expect(findSystems(window)).toEqual([system]);
  });

  it('gives each system once when a page renders several containers', () => {
    const [one, two] = [fakeSystem(), fakeSystem()];
    for (const system of [one, { ...one }, two]) render('__reactFiber$abc', fiber(system));
    expect(findSystems(window)).toHaveLength(2);
  });

  it('prefers what is rendered to window.ui when they differ', () => {
    const rendered = fakeSystem();
    render('__reactFiber$abc', fiber(rendered));
    (window as Holder).ui = fakeSystem();
    expect(findSystems(window)).toEqual([rendered]);
  });

  it('falls back to window.ui when nothing is rendered', () => {
    const system = fakeSystem();
    (window as Holder).ui = system;
    expect(findSystems(window)).toEqual([system]);
  });

  it.each(hostileValues())('finds nothing when window.ui and the internals are %s', (_name, value) => {
    (window as Holder).ui = value;
    for (const key of ['__reactFiber$abc', '__reactInternalInstance$abc']) {
      render(key, value);
      render(key, fiber(value));
      render(key, owner(value));
    }
    expect(findSystems(window)).toEqual([]);
  });

  it('ends when the internals are a cycle', () => {
    const cycle: Record<string, unknown> = { memoizedProps: {} };
    cycle.return = cycle;
    render('__reactFiber$abc', cycle);
    expect(findSystems(window)).toEqual([]);
  });
});

describe('isSystem', () => {
  it('needs the functions that a fill uses', () => {
    const { authActions, ...rest } = fakeSystem();
    expect(isSystem({ ...rest, authActions })).toBe(true);
    expect(isSystem({ ...rest, authActions: { authorize: () => {} } })).toBe(false);
    expect(isSystem({ ...rest, authActions, nodeType: 1 })).toBe(false);
  });
});

describe('whenLoaded', () => {
  it('is true at once when the document is there', async () => {
    expect(await whenLoaded(fakeSystem({ document: { openapi: '3.0.0' } }), window, 0)).toBe(true);
  });

  it('is true as soon as the document arrives', async () => {
    const system = fakeSystem();
    expect(isLoaded(system)).toBe(false);
    const loaded = whenLoaded(system, window, 60_000);
    system.load({});
    system.load({ openapi: '3.0.0' });
    expect(await loaded).toBe(true);
  });

  it('waits for the other document when another definition is loading', async () => {
    const system = fakeSystem({ document: { openapi: '3.0.0' } });
    system.startLoading();
    expect(isLoaded(system)).toBe(false);
    const loaded = whenLoaded(system, window, 60_000);
    system.load({ openapi: '3.0.0' });
    expect(await loaded).toBe(true);
  });

  it.each([
    ['securityDefinitions', { swagger: '2.0', securityDefinitions: { key: { type: 'apiKey' } } }],
    ['components.securitySchemes', { openapi: '3.0.0', components: { securitySchemes: { key: { type: 'apiKey' } } } }],
  ])('waits for the schemes that the document declares in %s', async (_, document) => {
    const system = fakeSystem();
    system.loadUnresolved(document);
    expect(isLoaded(system)).toBe(false);
    const loaded = whenLoaded(system, window, 60_000);
    system.load(document);
    expect(await loaded).toBe(true);
  });

  it('does not wait for schemes when the document declares none', () => {
    const system = fakeSystem();
    system.loadUnresolved({ swagger: '2.0', securityDefinitions: {} });
    expect(isLoaded(system)).toBe(true);
  });

  it('is false when the document does not arrive in time', async () => {
    expect(await whenLoaded(fakeSystem(), window, 1)).toBe(false);
  });

  it('is false when the page’s store throws', async () => {
    const getStore = () => {
      throw new Error('page');
    };
    expect(await whenLoaded({ ...fakeSystem(), getStore }, window, 1)).toBe(false);
  });
});
