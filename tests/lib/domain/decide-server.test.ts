import { describe, expect, it } from 'vitest';
import { decideServer } from '../../../lib/domain/decide-server';

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
