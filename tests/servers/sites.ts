import type { Demo } from './demo';
import { exampleSite } from './providers/example';
import { panayaSite } from './providers/panaya';
import { poderoSite } from './providers/podero';
import { portLookAlike, portSite } from './providers/port';
import { sesamiSite } from './providers/sesami';
import { startSite } from './providers/start';
import { twelveDSite } from './providers/twelve-d';
import type { Site } from './site';
import type { State } from './state';

export interface Sites {
  readonly https: ReadonlyMap<string, Site>;
  /** Names with their port. */
  readonly http: ReadonlyMap<string, Site>;
}

/** Hosts that are nobody's, for tests of what must not go there. A name may have a port: it is another site then. */
export interface Strangers {
  readonly https?: readonly string[];
  readonly http?: readonly string[];
}

/** A copy of Port's page answers on every stranger. */
const asStrangers = (hosts: readonly string[] = []) => hosts.map((host): [string, Site] => [host, portLookAlike()]);

/** Which host is whose. */
export function createSites(demo: Demo, state: State, strangers: Strangers = {}): Sites {
  const regions = { eu: portSite(demo, state, 'eu'), us: portSite(demo, state, 'us') };
  return {
    https: new Map<string, Site>([
      [demo.sesami.host, sesamiSite(demo, state)],
      [demo.podero.live.host, poderoSite(demo, state, 'live')],
      [demo.podero.sandbox.host, poderoSite(demo, state, 'sandbox')],
      [demo.port.eu.host, regions.eu],
      [demo.port.eu.formerHost, regions.eu],
      [demo.port.us.host, regions.us],
      [demo.port.us.formerHost, regions.us],
      [demo.panaya.my.host, panayaSite(demo, state, 'my')],
      [demo.panaya.emea.host, panayaSite(demo, state, 'emea')],
      [demo.twelveD.cloud.host, twelveDSite(demo, state, 'cloud')],
      [demo.example.host, exampleSite(demo)],
      [demo.lookAlike.host, portLookAlike()],
      [new URL(demo.startPage).host, startSite(demo)],
      ...asStrangers(strangers.https),
    ]),
    http: new Map<string, Site>([
      [demo.twelveD.onPremises.host, twelveDSite(demo, state, 'onPremises')],
      ...asStrangers(strangers.http),
    ]),
  };
}
