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

/** Which host is whose. */
export function createSites(demo: Demo, state: State): Sites {
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
    ]),
    http: new Map<string, Site>([[demo.twelveD.onPremises.host, twelveDSite(demo, state, 'onPremises')]]),
  };
}
