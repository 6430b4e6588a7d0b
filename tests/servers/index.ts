import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type Demo, demo } from './demo';
import { createFaults, type Faults } from './faults';
import { chromiumArgs, firefoxPreferences } from './net/browsers';
import { makeCertificate } from './net/certificate';
import { dispatcher } from './net/dispatch';
import { withPort } from './net/host-port';
import { listen } from './net/listen';
import { createLocalFetch, type LocalFetch } from './net/local-fetch';
import { createProxy } from './net/proxy';
import { createLog, type RequestLog } from './request-log';
import type { Site } from './site';
import { createSites, type Strangers } from './sites';
import { createState, type State } from './state';

/** Five API providers, as strict as the real ones, under their real names on this machine. */
export interface LocalProviders {
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly proxyPort: number;
  /** Base64 SHA-256 of the certificate's public key. */
  readonly certificateFingerprint: string;
  /** PEM: the `ca` for Node's own clients. */
  readonly certificate: string;
  /** Every host name known, those of the plain http server with their port. */
  readonly hosts: readonly string[];
  chromiumArgs(): string[];
  /** `acceptInsecureCerts` is for the caller to set. */
  firefoxPreferences(): Record<string, unknown>;
  readonly fetch: LocalFetch;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly state: State;
  readonly demo: Demo;
  /** What Firefox asked the proxy for and did not get: hosts that are not ours. */
  readonly refusedByProxy: readonly string[];
  stop(): Promise<void>;
}

/** What makes an address known: `host:443` leads to the https server, names with a port of their own to the plain one. */
function routesFor(hosts: readonly string[], httpHosts: readonly string[], https: number, http: number) {
  const secure = hosts.map((host): [string, number] => [withPort(host, 443), https]);
  return new Map([...secure, ...httpHosts.map((host): [string, number] => [withPort(host, 80), http])]);
}

/** `further`: sites that only some tests have, by host. */
export async function startLocalProviders(
  strangers: Strangers = {},
  further: Readonly<Record<string, Site>> = {},
): Promise<LocalProviders> {
  const [log, faults, state] = [createLog(), createFaults(), createState(demo)];
  const known = createSites(demo, state, strangers);
  const sites = { ...known, https: new Map([...known.https, ...Object.entries(further)]) };
  const [hosts, httpHosts] = [[...sites.https.keys()], [...sites.http.keys()]];
  const { key, certificate, fingerprint } = makeCertificate(hosts);
  const shared = { log, faults, clock: state.clock };
  const refusedByProxy: string[] = [];
  const secure = dispatcher({ scheme: 'https', sites: sites.https, ...shared });
  const https = await listen(createHttpsServer({ key, cert: certificate }, secure));
  const http = await listen(createHttpServer(dispatcher({ scheme: 'http', sites: sites.http, ...shared })));
  const proxy = await listen(createProxy(routesFor(hosts, httpHosts, https.port, http.port), refusedByProxy));
  const ports = { https: https.port, http: http.port, proxy: proxy.port };
  return {
    httpsPort: ports.https,
    httpPort: ports.http,
    proxyPort: ports.proxy,
    certificateFingerprint: fingerprint,
    certificate,
    hosts: [...hosts, ...httpHosts],
    chromiumArgs: () => chromiumArgs(hosts, httpHosts, ports, fingerprint),
    firefoxPreferences: () => firefoxPreferences(ports),
    fetch: createLocalFetch(ports, certificate),
    log,
    faults,
    state,
    demo,
    refusedByProxy,
    stop: async () => {
      await Promise.all([https.stop(), http.stop(), proxy.stop()]);
    },
  };
}
