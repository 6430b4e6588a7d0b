import { describe, expect, it } from 'vitest';
import { hostPattern, isLoopback, originOf, parseBaseUrl, schemeAllowed } from '../../../lib/domain/origin';

describe('parseBaseUrl reads an address as people type it', () => {
  it.each([
    ['https://synergy.example.com', 'https://synergy.example.com'],
    ['  https://synergy.example.com/  ', 'https://synergy.example.com'],
    ['synergy.example.com', 'https://synergy.example.com'],
    ['synergy.example.com:8443', 'https://synergy.example.com:8443'],
    ['http://synergy.example.test:8080', 'http://synergy.example.test:8080'],
    ['https://host.test/base/path//', 'https://host.test/base/path'],
    ['HTTPS://Host.Test', 'https://host.test'],
    ['https://host.test:443/', 'https://host.test'],
    ['localhost:8080', 'https://localhost:8080'],
    ['', undefined],
    ['   ', undefined],
    ['https://', undefined],
    ['ftp://host.test', undefined],
    ['javascript:alert(1)', undefined],
    ['https://user:pw@host.test', undefined],
    ['https://host.test?x=1', undefined],
    ['https://host.test/#x', undefined],
    ['two words', undefined],
  ])('%s', (typed, expected) => {
    expect(parseBaseUrl(typed)).toBe(expected);
  });
});

describe('schemeAllowed', () => {
  it.each([
    ['https://host.test', false, true],
    ['http://host.test', false, false],
    ['http://host.test', true, true],
    ['http://127.0.0.1:80', false, true],
    ['http://127.9.9.9', false, true],
    ['http://localhost', false, true],
    ['http://dev.localhost', false, true],
    ['http://[::1]:3000', false, true],
    ['http://localhost.evil.test', false, false],
    ['http://127.0.0.1.evil.test', false, false],
    ['http://10.0.0.1', false, false],
    ['http://0.0.0.0', false, false],
  ])('%s with the switch %s is %s', (url, allowHttp, expected) => {
    expect(schemeAllowed(new URL(url), allowHttp)).toBe(expected);
    if (url.startsWith('http:')) expect(isLoopback(new URL(url))).toBe(expected && !allowHttp);
  });
});

it('hostPattern leaves the port out because Firefox has none in patterns', () => {
  expect(hostPattern('https://docs.lab:8443')).toBe('https://docs.lab/*');
});

it.each(['null', '', undefined, 'about:blank', 'data:,x'])('originOf(%s) is undefined', (text) => {
  expect(originOf(text)).toBeUndefined();
});
