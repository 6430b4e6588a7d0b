/** `api.port.io` and `api.port.io:8443`: names of sites, with the port only where it is not the scheme's own. */

const PORT = /:\d+$/;

export const withPort = (host: string, port: number): string => (PORT.test(host) ? host : `${host}:${port}`);

export const withoutPort = (host: string): string => host.replace(PORT, '');
