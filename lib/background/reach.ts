import type { EngineWorld } from '../provider/run-step';
import type { BareRequests } from './bare-requests';
import type { PermissionGate } from './permission-gate';
import type { World } from './world';

/** How the engine reaches providers: with our clock and hosts, for the tab of the click where there is one. */
export function createReach(world: World, gate: PermissionGate, bare: BareRequests) {
  const { now, sleep, random, browser } = world;
  const send: typeof globalThis.fetch = (input, init) =>
    bare.around(new URL(String(input)), init?.method ?? 'GET', () => world.fetch(input, init));
  return (tabId?: number): EngineWorld => ({
    fetch: send,
    now,
    sleep,
    random,
    mayReach: (origin) => gate.mayReach(origin, tabId),
    keepAlive: () => browser.runtime.getPlatformInfo(),
  });
}
export type Reach = ReturnType<typeof createReach>;
