import { describe, expect, it } from 'vitest';
import { decideFill, type FillTarget } from '../../../lib/domain/decide-fill';
import { fc } from '../../generated';

const BOUND = 'https://api.lab';
const connection = { origins: [BOUND, 'https://docs.lab:8443', 'http://127.0.0.1:8080'], allowHttp: false };
const API = ['https://backend.lab'];

const answer = (target: FillTarget) => {
  const decision = decideFill(connection, API, target);
  return decision.allow ? decision.origin : decision.code;
};
const decide = (url: string | undefined) => answer({ url });
const decideFrame = (url: string | undefined, origin: string | undefined) => answer({ url, frame: { origin } });

describe('decideFill allows', () => {
  it.each([
    ['the bound origin', 'https://api.lab/swagger', BOUND],
    ['the bound origin with its default port written out', 'https://api.lab:443/swagger', BOUND],
    ['the bound origin in upper case', 'HTTPS://API.LAB/swagger', BOUND],
    ['a bound origin with a port', 'https://docs.lab:8443/', 'https://docs.lab:8443'],
    ['http on loopback without any switch', 'http://127.0.0.1:8080/docs', 'http://127.0.0.1:8080'],
    ['any path, query and fragment of it', 'https://api.lab/a/b?x=1#/auth', BOUND],
    ['a look-alike only in the query', 'https://api.lab/?next=https://evil.test', BOUND],
    ['a relative document', 'https://api.lab/docs?url=/openapi.json', BOUND],
    ['springdoc’s redirect', 'https://api.lab/swagger-ui/index.html?configUrl=/v3/api-docs/swagger-config', BOUND],
    ['a document on the page’s own origin', 'https://api.lab/docs?url=https://api.lab/spec.json', BOUND],
    ['a document on another bound origin', 'https://api.lab/docs?url=https://docs.lab:8443/spec.json', BOUND],
    ['a document on an API origin', 'https://api.lab/docs?url=https://backend.lab/spec.json', BOUND],
    ['the chosen definition’s name', 'https://api.lab/docs?urls.primaryName=Second', BOUND],
    ['an unrelated parameter that holds an address', 'https://api.lab/docs?next=https://evil.test', BOUND],
    ['a relative address in any parameter', 'https://api.lab/docs?callbackurl=/done', BOUND],
    ['expansion and filter options', 'https://api.lab/docs?docExpansion=none&filter=pets&deepLinking=true', BOUND],
  ])('%s', (_, tabUrl, origin) => {
    expect(decide(tabUrl)).toBe(origin);
  });

  it('a frame whose own origin is bound, whatever page it is in', () => {
    expect(decideFrame('https://api.lab/swagger?x=1', BOUND)).toBe(BOUND);
  });
});

describe('decideFill refuses', () => {
  it.each([
    ['an unrelated host', 'https://evil.test/swagger'],
    ['a look-alike that begins the same', 'https://api.lab.evil.test/'],
    ['a look-alike that ends the same', 'https://evil-api.lab/'],
    ['a look-alike with the host in its path', 'https://evil.test/api.lab'],
    ['a look-alike with the host in its query', 'https://evil.test/?x=api.lab'],
    ['a subdomain', 'https://www.api.lab/'],
    ['the parent domain', 'https://lab/'],
    ['another port', 'https://api.lab:8443/'],
    ['a bound host without its port', 'https://docs.lab/'],
    ['another scheme', 'http://api.lab/'],
    ['a trailing dot', 'https://api.lab./'],
    ['an IDN homograph', 'https://аpi.lab/'],
    ['punycode of a homograph', 'https://xn--pi-7kc.lab/'],
    ['localhost for 127.0.0.1', 'http://localhost:8080/'],
    ['[::1] for 127.0.0.1', 'http://[::1]:8080/'],
    ['another loopback port', 'http://127.0.0.1:8081/'],
    ['another loopback address', 'http://127.0.0.2:8080/'],
    ['the address written as a number', 'http://2130706434:8080/'],
    ['an underscore in place of a dot', 'https://api_lab/'],
    ['a host with a space encoded', 'https://api.lab%20.evil.test/'],
  ])('%s as origin_not_bound', (_, tabUrl) => {
    expect(['origin_not_bound', 'opaque_origin']).toContain(decide(tabUrl));
    expect(decide(tabUrl)).not.toBe(BOUND);
  });

  it.each([
    ['a data: document', 'data:text/html,hello'],
    ['a blob: document of the bound origin', 'blob:https://api.lab/0b6c'],
    ['about:blank', 'about:blank'],
    ['about:srcdoc', 'about:srcdoc'],
    ['a file', 'file:///home/someone/swagger.html'],
    ['a browser page', 'chrome://settings'],
    ['an extension page', 'chrome-extension://abc/popup.html'],
    ['view-source', 'view-source:https://api.lab/'],
    ['javascript:', 'javascript:void 0'],
    ['ftp', 'ftp://api.lab/'],
    ['ws', 'ws://api.lab/'],
    ['a user name in the address', 'https://someone@api.lab/'],
    ['a password in the address', 'https://someone:pw@api.lab/'],
    ['an empty address', ''],
    ['no address at all', 'not an address'],
    ['a scheme only', 'https://'],
    ['a host only', 'api.lab'],
  ])('%s as opaque_origin', (_, tabUrl) => {
    expect(decide(tabUrl)).toBe('opaque_origin');
  });

  it('a tab whose address the browser does not tell us', () => {
    expect(decide(undefined)).toBe('no_access_to_tab');
  });

  it.each([
    ['sandboxed, whatever its address looks like', 'https://api.lab/docs', 'null'],
    ['of no known origin', 'https://api.lab/docs', undefined],
    ['srcdoc, which borrows its origin', 'about:srcdoc', BOUND],
    ['about:blank, which borrows its origin', 'about:blank', BOUND],
    ['a blob of the bound origin', `blob:${BOUND}/1b9e`, BOUND],
    ['data:', 'data:text/html,docs', 'null'],
    ['of another origin than its address', 'https://evil.test/docs', BOUND],
    ['of another origin than its bound address', 'https://api.lab/docs', 'https://evil.test'],
  ])('a frame that is %s as opaque_origin', (_, url, origin) => {
    expect(decideFrame(url, origin)).toBe('opaque_origin');
  });

  it.each([
    ['not bound', 'https://evil.test/docs', 'https://evil.test', 'origin_not_bound'],
    ['a look-alike', 'https://api.lab.evil.test/', 'https://api.lab.evil.test', 'origin_not_bound'],
    ['on another port', 'https://api.lab:444/', 'https://api.lab:444', 'origin_not_bound'],
    ['made to load a foreign document', 'https://api.lab/?url=https://evil.test/s.json', BOUND, 'foreign_spec'],
    ['unknown to the browser', undefined, BOUND, 'no_access_to_tab'],
  ])('a frame that is %s', (_, url, origin, code) => {
    expect(decideFrame(url, origin)).toBe(code);
  });

  it.each([
    'https://api.lab/docs?url=https://evil.test/spec.json',
    'https://api.lab/docs?url=//evil.test/spec.json',
    'https://api.lab/docs?url=http://api.lab/spec.json',
    'https://api.lab/docs?url=https://api.lab:444/spec.json',
    'https://api.lab/docs?url=https://api.lab@evil.test/spec.json',
    'https://api.lab/docs?URL=https://evil.test/spec.json',
    'https://api.lab/docs?configUrl=https://evil.test/config.json',
    'https://api.lab/docs?configurl=%2F%2Fevil.test%2Fconfig.json',
    'https://api.lab/docs?urls[0].url=https://evil.test/spec.json',
    'https://api.lab/docs?urls%5B0%5D%5Burl%5D=https://evil.test/spec.json',
    'https://api.lab/docs?urls=https://evil.test/spec.json',
    'https://api.lab/docs?url=data:application/json,{}',
    'https://api.lab/docs?url=blob:https://api.lab/x',
    'https://api.lab/docs?url=https://',
    'https://api.lab/docs?url=/ok.json&url=https://evil.test/second.json',
    'https://api.lab/docs?url=https:\\\\evil.test/spec.json',
    'https://api.lab/docs?config=https://evil.test/config.json',
    'https://api.lab/docs?[url]=https://evil.test/spec.json',
    'https://api.lab/docs?["url"]=https://evil.test/spec.json',
    "https://api.lab/docs?['configUrl']=https://evil.test/config.json",
    'https://api.lab/docs?urls.0.url=https://evil.test/spec.json',
    'https://api.lab/docs?urls["0"].url=https://evil.test/spec.json',
    'https://api.lab/docs?spec.openapi=3.0.0',
    'https://api.lab/docs?spec.paths./v1/x.get.servers[0].url=https://evil.test',
    'https://api.lab/docs?initialState.spec.json=%7B%7D',
    'https://api.lab/docs?xurl=https://evil.test/spec.json',
    'https://api.lab/docs?callbackurl=https://evil.test',
    'https://api.lab/docs?x=url=https://evil.test/spec.json',
    'https://api.lab/docs?x=url%3Dhttps%3A%2F%2Fevil.test',
    'https://api.lab/docs?["u\\rl"]=https://evil.test/spec.json',
    'https://api.lab/docs?requestInterceptor=x',
  ])('the foreign document of %s', (tabUrl) => {
    expect(decide(tabUrl)).toBe('foreign_spec');
  });

  it('plain http off loopback while the switch is off, and allows it when it is on', () => {
    const http = { origins: ['http://synergy.example.test:8080'], allowHttp: false };
    const target = { url: 'http://synergy.example.test:8080/api-docs/ui/index' };

    expect(decideFill(http, [], target)).toEqual({ allow: false, code: 'http_refused' });
    expect(decideFill({ ...http, allowHttp: true }, [], target)).toEqual({ allow: true, origin: http.origins[0] });
  });

  it('everything when nothing is bound', () => {
    const decision = decideFill({ origins: [], allowHttp: true }, [BOUND], { url: BOUND });
    expect(decision).toEqual({ allow: false, code: 'origin_not_bound' });
  });
});

describe('decideFill over 20,000 pairs of addresses', () => {
  const host = fc.constantFrom(
    'api.lab',
    'api.lab.',
    'API.lab',
    'api.lab.evil.test',
    'evil.test',
    'xapi.lab',
    '127.0.0.1',
    '[::1]',
  );
  const address = fc
    .tuple(fc.constantFrom('https', 'http', 'HTTPS'), host, fc.constantFrom('', ':443', ':80', ':8443'), fc.webPath())
    .map(([scheme, name, port, path]) => `${scheme}://${name}${port}${path}`);

  it('allows only when both have the same origin by the URL standard', () => {
    fc.assert(
      fc.property(address, address, (bound, tabUrl) => {
        const origin = new URL(bound).origin;
        const decision = decideFill({ origins: [origin], allowHttp: true }, [], { url: tabUrl });
        expect(decision.allow).toBe(new URL(tabUrl).origin === origin);
      }),
      { numRuns: 20_000 },
    );
  });
});
