import { describe, expect, test } from 'vitest';
import { demo } from './demo';
import { useProviders } from './use-providers';

const providers = useProviders();
const { sesami, podero, port, panaya, twelveD, example, lookAlike, startPage } = demo;
const get = (url: string) => providers().fetch(url);

/** What a page loads, in its own words, as addresses. */
const loaded = (page: string, url: string): string[] =>
  [...page.matchAll(/<(?:script|link)[^>]*?(?:src|href)=["']([^"']+)["']/g)].map(
    (match) => new URL(match[1] ?? '', url).href,
  );

const PAGES: [string, string][] = [
  ['Podero', podero.live.docsPage],
  ['Podero’s sandbox', podero.sandbox.docsPage],
  ['Port', port.eu.docsPage],
  ['Port by its other path', `${port.us.origin}/swagger/static/index.html`],
  ['Port by its former name', `https://${port.eu.formerHost}/swagger/`],
  ['Port’s look-alike', lookAlike.docsPage],
  ['Panaya', panaya.emea.docsPage],
  ['Sesami', sesami.docsPage],
  ['12d Synergy', twelveD.cloud.docsPage],
  ['12d Synergy without https', twelveD.onPremises.docsPage],
  ['the example’s bearer page', example.pages.bearer],
  ['the example’s key page', example.pages.apiKey],
];

test.each(PAGES)('everything the page loads is there when it is that of %s', async (_name, url) => {
  const answer = await get(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const parts = loaded(await answer.text(), url).filter((part) => part.startsWith('http'));
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect([part, (await get(part)).status]).toEqual([part, 200]);
});

describe('the API document', () => {
  test.each([
    [
      'three keys together and a bearer scheme',
      `${sesami.origin}/swagger-json`,
      '3.0.0',
      'bearer x-api-key x-client-id x-shop-id',
    ],
    ['one bearer scheme', `${podero.live.origin}/api/partners/v2.0/openapi.json`, '3.1.0', 'PartnerAuth'],
    ['one key named bearer', `${port.us.origin}/swagger/json`, '3.1.0', 'bearer'],
    ['one key', `${panaya.my.origin}/api/v2/api-docs`, '2.0', 'X-Auth-Token'],
    ['one key', `${twelveD.onPremises.origin}/api-docs/api/v1`, '2.0', 'apiKey'],
    ['no scheme', `${example.pages.open}openapi.json`, '3.0.3', ''],
    ['a cookie scheme', `${example.pages.cookie}openapi.json`, '3.0.3', 'cookieAuth'],
  ])('names %s when it is %s', async (_name, url, version, schemes) => {
    const document = await (await get(url)).json();
    const declared = document.securityDefinitions ?? document.components?.securitySchemes ?? {};
    expect([document.openapi ?? document.swagger, Object.keys(declared).sort().join(' ')]).toEqual([version, schemes]);
  });

  test('of Sesami asks for all three keys at once', async () => {
    const { paths } = await (await get(`${sesami.origin}/swagger-json`)).json();
    expect(paths['/api/v1/shops'].get.security).toEqual([{ 'x-api-key': [], 'x-client-id': [], 'x-shop-id': [] }]);
  });

  test('of 12d Synergy names the host it was asked at', async () => {
    const document = await (await get(`${twelveD.onPremises.origin}/api-docs/api/v1`)).json();
    expect([document.host, document.schemes]).toEqual(['synergy.example.test:8080', ['http']]);
  });
});

test.each([
  ['a top-level constant on Podero’s', `${podero.live.origin}/static/ninja/swagger-ui-init.js`, /^const ui = /m],
  [
    'nothing outside its function on Port’s',
    `${port.eu.origin}/swagger/static/swagger-initializer.js`,
    /^ {2}const ui = /m,
  ],
  [
    'window.ui on Sesami’s, the document being inside',
    `${sesami.origin}/swagger/swagger-ui-init.js`,
    /"swaggerDoc":\{"openapi"[\s\S]*window\.ui = ui/,
  ],
  [
    'window.ui on Panaya’s, late',
    `${panaya.my.origin}/api/webjars/springfox-swagger-ui/springfox.js`,
    /await[\s\S]*window\.ui = getUI/,
  ],
])('the page’s start script leaves %s', async (_name, url, shape) => {
  const source = await (await get(url)).text();
  expect(source).toMatch(shape);
});

test('Port’s page forbids inline scripts', async () => {
  const policy = (await get(port.eu.docsPage)).headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self';");
});

test.each([
  ['a file outside the package', `${port.eu.origin}/swagger/static/..%2fpackage.json`],
  ['a file of a kind that is not served', `${port.eu.origin}/swagger/static/package.json`],
  ['a page that is not there', `${example.origin}/nothing`],
])('404 when asked for %s', async (_name, url) => {
  expect((await get(url)).status).toBe(404);
});

test('the start page links every documentation page and shows every credential', async () => {
  const page = await (await get(startPage)).text();
  const pages = [
    podero.live,
    podero.sandbox,
    port.eu,
    port.us,
    panaya.my,
    panaya.emea,
    sesami,
    ...Object.values(twelveD),
  ];
  for (const { docsPage } of pages) expect(page).toContain(`href="${docsPage}"`);
  const secrets = [
    podero.live.clientSecret,
    port.us.clientSecret,
    panaya.emea.apiToken,
    sesami.password,
    sesami.shops.second.personalAccessToken,
    twelveD.cloud.personalAccessToken,
  ];
  for (const secret of secrets) expect(page).toContain(`<code>${secret}</code>`);
});

test('the slow page’s document comes after three seconds', async () => {
  const before = Date.now();
  await get(`${example.pages.slow}openapi.json`);
  expect(Date.now() - before).toBeGreaterThanOrEqual(2950);
});
