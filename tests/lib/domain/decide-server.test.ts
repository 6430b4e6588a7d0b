import { describe, expect, it } from 'vitest';
import { decideServer, decideServers } from '../../../lib/domain/decide-server';

const EU = ['https://api.port.io', 'https://api.getport.io'];
const US = ['https://api.us.port.io', 'https://api.us.getport.io'];
const bound = { origins: ['https://api.port.io'], servers: ['https://confirmed.test'] };

describe('decideServer', () => {
  it.each([
    ['allows when the page names no server', undefined, EU, US, true],
    ['allows when the server is the region’s own', 'https://api.port.io/v1', EU, US, true],
    ['allows when the server has the region’s other name', 'https://api.getport.io/', EU, US, true],
    ['refuses when the server is another region’s', 'https://api.us.port.io', EU, US, 'server_needs_other_region'],
    [
      'refuses when it is another region’s other name',
      'https://api.us.getport.io',
      EU,
      US,
      'server_needs_other_region',
    ],
    ['allows a US token when the server is the US', 'https://api.us.port.io', US, EU, true],
    ['refuses an unknown server', 'https://evil.test', EU, US, 'server_outside'],
    ['refuses a look-alike server', 'https://api.port.io.evil.test', EU, US, 'server_outside'],
    ['refuses the region’s server on another port', 'https://api.port.io:8443', EU, US, 'server_outside'],
    ['refuses the region’s server without https', 'http://api.port.io', EU, US, 'server_outside'],
    ['allows a server that was confirmed once', 'https://confirmed.test/api', EU, US, true],
    ['refuses what is no web address', 'ftp://api.port.io', EU, US, 'server_outside'],
    ['refuses what is no address at all', 'not an address', EU, US, 'server_outside'],
    ['allows the bound page’s own server when the provider names none', 'https://api.port.io/x', [], [], true],
    ['refuses another server when the provider names none', 'https://elsewhere.test', [], [], 'server_outside'],
    [
      'refuses the page’s own server when the provider names others',
      'https://api.port.io',
      ['https://x.test'],
      [],
      'server_outside',
    ],
  ] as const)('%s', (_, server, own, others, expected) => {
    const decision = decideServer(bound, own, others, server);
    expect(decision.allow ? true : decision.code).toBe(expected);
  });
});

describe('decideServers', () => {
  const server = 'https://api.port.io/v1';
  it.each([
    ['allows when no operation names a server', server, undefined, true],
    ['allows when an operation names the region’s own', server, ['https://api.getport.io'], true],
    ['allows when an operation names one that was confirmed', server, ['https://confirmed.test'], true],
    [
      'asks when one operation names an unknown server',
      server,
      ['https://api.port.io', 'https://x.test'],
      'https://x.test',
    ],
    ['asks when an operation names another region’s', server, ['https://api.us.port.io'], 'https://api.us.port.io'],
    ['asks first about the selected server', 'https://y.test/v1', ['https://x.test'], 'https://y.test'],
    ['asks about an operation’s server when the page selects none', undefined, ['https://x.test'], 'https://x.test'],
  ] as const)('%s', (_, selected, servers, expected) => {
    const decision = decideServers(bound, EU, US, { server: selected, servers });
    expect(decision.allow ? true : [decision.code, decision.server]).toEqual(
      expected === true ? true : ['server_outside', expected],
    );
  });

  it('allows the bound page’s own server and asks about any other when the provider names none', () => {
    const servers = (...further: string[]) => ({ server: 'https://api.port.io/x', servers: further });
    expect(decideServers(bound, [], [], servers('https://api.port.io')).allow).toBe(true);
    expect(decideServers(bound, [], [], servers('https://elsewhere.test')).allow).toBe(false);
  });
});
