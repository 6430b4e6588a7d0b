import type { EngineWorld } from '../../provider/run-step';
import type { World } from '../world/world';
import type { BareRequests } from './bare-requests';
import type { PermissionGate } from './permission-gate';

/** How the engine reaches providers: with our clock and hosts, for the tab of the click where there is one. */
export function createReach(world: World, gate: PermissionGate, bare: BareRequests) {
  const { fetch, now, sleep, random, browser } = world;
  return (tabId?: number): EngineWorld => ({
    fetch,
    around: bare.around,
    now,
    sleep,
    random,
    mayReach: (origin) => gate.mayReach(origin, tabId),
    keepAlive: () => browser.runtime.getPlatformInfo(),
  });
}
export type Reach = ReturnType<typeof createReach>;
