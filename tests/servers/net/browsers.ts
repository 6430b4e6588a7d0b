import { withPort } from './host-port';

/** How a browser finds the local servers under the providers' real names (docs/facts.md#local-names). */

export interface Ports {
  readonly https: number;
  readonly http: number;
  readonly proxy: number;
}

/** Known hosts go to the local servers, every other name fails; only this one certificate is trusted beside the usual ones. */
export function chromiumArgs(
  hosts: readonly string[],
  httpHosts: readonly string[],
  ports: Ports,
  fingerprint: string,
) {
  const rules = [
    ...hosts.map((host) => `MAP ${withPort(host, 443)} 127.0.0.1:${ports.https}`),
    ...httpHosts.map((host) => `MAP ${withPort(host, 80)} 127.0.0.1:${ports.http}`),
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
  ];
  return [`--host-resolver-rules=${rules.join(', ')}`, `--ignore-certificate-errors-spki-list=${fingerprint}`];
}

/** Everything goes to the proxy, which refuses what it does not know. */
export const firefoxPreferences = (ports: Ports): Record<string, unknown> => ({
  'network.proxy.type': 1,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': ports.proxy,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': ports.proxy,
  'network.proxy.no_proxies_on': '127.0.0.1,localhost',
});
