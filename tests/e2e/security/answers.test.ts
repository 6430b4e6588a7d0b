import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { beforeEach, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, codeOf, grant, tabOf } from './asking';
import { poderoDraft } from './drafts';

const scene = useScene();
const TOKEN_PATH = { host: 'app.podero.com', path: '/oauth2/token/' };
const MEBIBYTE = 1024 * 1024;
const START = '{"access_token":"made-up-token","token_type":"Bearer","expires_in":3600,"padding":"';
let options: Page;

beforeEach(async () => {
  await scene.reset();
  options = await scene.browser.openExtensionPage('options.html');
  await grant(scene, options, 'https://app.podero.com/*');
});

/** A token, and then more than anybody wants: 256 MiB. */
function* pieces() {
  yield START;
  const piece = 'x'.repeat(MEBIBYTE / 16);
  for (let count = 0; count < 16 * 256; count += 1) yield piece;
}

const ENDLESS: readonly (readonly [string, Readonly<Record<string, string>>, 'plain' | 'gzip'])[] = [
  ['pieces without end', {}, 'plain'],
  ['a length that is a lie', { 'content-length': String(2 ** 40) }, 'plain'],
  ['a small packet that unfolds without end', { 'content-encoding': 'gzip' }, 'gzip'],
];

it('[S12] stops reading an answer that is too large, whatever shape it comes in', { timeout: 120_000 }, async () => {
  const { faults, demo } = scene.providers;
  const results = [];
  for (const [name, headers, shape] of ENDLESS) {
    let sent = 0;
    const write = async (response: ServerResponse) => {
      const { socket } = response;
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      const source = Readable.from(pieces());
      const poured = shape === 'gzip' ? pipeline(source, createGzip(), response) : pipeline(source, response);
      // It ends in an error when nobody listens any more, as it should.
      await poured.catch(() => undefined);
      sent = socket?.bytesWritten ?? 0;
    };
    const closed = new Promise<void>((resolve) => {
      faults.set(TOKEN_PATH, { kind: 'stream', write: (response) => write(response).finally(resolve) });
    });
    const code = codeOf(await ask(options, 'saveConnection', { draft: poderoDraft(demo) }));
    await closed;
    results.push({ name, code, mebibytes: Math.round((sent / MEBIBYTE) * 10) / 10 });
  }
  faults.set(TOKEN_PATH, 'huge');
  results.push({
    name: '4 MiB and an end',
    code: codeOf(await ask(options, 'saveConnection', { draft: poderoDraft(demo) })),
  });

  console.info(`figures: ${results.map(({ name, mebibytes = 4 }) => `${name}: ${mebibytes} MiB sent`).join('; ')}`);
  expect(results.filter(({ code }) => code !== 'too_large')).toEqual([]);
  expect(results.filter(({ mebibytes = 0 }) => mebibytes > 32)).toEqual([]);
});

it('[S17] makes one token request for twenty callers in three pages', async () => {
  const { demo, state, log, faults } = scene.providers;
  state.lifetimeSeconds.podero = 0;
  const draft = poderoDraft(demo);
  await ask(options, 'saveConnection', { draft });
  state.lifetimeSeconds.podero = 36_000;
  const second = await scene.browser.openExtensionPage('options.html');
  const popup = await scene.open(await scene.browser.newPage(demo.podero.live.docsPage));
  await popup.see('.page-summary');
  const request = { connectionId: draft.id, tabId: await tabOf(popup.page) };
  log.clear();
  faults.set(TOKEN_PATH, { kind: 'slow-document', milliseconds: 500 });

  const callers = [popup.page, options, second];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => ask(callers[index % 3] ?? options, 'authorize', request)),
  );

  const codes = answers.map(codeOf);
  const requests = log.to(TOKEN_PATH.host, TOKEN_PATH.path).length;
  console.info(`figures: ${codes.length} callers in ${callers.length} pages, ${requests} token request`);
  expect(requests).toBe(1);
  expect(codes.filter((code) => code !== 'done')).toEqual([]);
});
