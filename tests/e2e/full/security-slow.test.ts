import type { ServerResponse } from 'node:http';
import { beforeAll, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, codeOf, grant } from '../security/asking';
import { poderoDraft, portDraft, synergyDraft } from '../security/drafts';

const scene = useScene();
beforeAll(() => scene.reset());

/** One letter at a time, for as long as anybody listens. */
function drip(response: ServerResponse, text: string): Promise<void> {
  let sent = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => response.write(text[sent++ % text.length]), 200);
    response.once('close', () => {
      clearInterval(timer);
      resolve();
    });
  });
}

it('[S12] gives up an answer that drips or never comes, and asks no second time', { timeout: 90_000 }, async () => {
  const { demo, faults, log } = scene.providers;
  const synergy = synergyDraft(demo.twelveD.cloud.origin, demo.twelveD.cloud.personalAccessToken);
  const options = await scene.browser.openExtensionPage('options.html');
  for (const host of ['app.podero.com', 'api.port.io', demo.twelveD.cloud.host]) {
    await grant(scene, options, `https://${host}/*`);
  }
  await ask(options, 'saveConnection', { draft: synergy });
  const write = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    return drip(response, '{"access_token":"made-up-token-that-takes-its-time"');
  };
  faults.set({ host: 'app.podero.com', path: '/oauth2/token/' }, { kind: 'stream', write });
  faults.set({ host: 'api.port.io', path: '/v1/auth/access_token' }, 'hang');
  faults.set({ host: demo.twelveD.cloud.host, path: '/api/v1/auth/generate-pat' }, 'hang');

  const answers = await Promise.all([
    ask(options, 'saveConnection', { draft: poderoDraft(demo) }),
    ask(options, 'saveConnection', { draft: portDraft(demo) }),
    ask(options, 'createToken', { connectionId: synergy.id, inputs: { name: 'a', clientId: 'b', days: '7' } }),
  ]);

  // What may have been created at the server is not called a failure.
  expect(answers.map(codeOf)).toEqual(['timeout', 'timeout', 'unknown_outcome']);
  const paths = log.all().map(({ path }) => path);
  expect(paths.sort()).toEqual(['/api/v1/auth/generate-pat', '/oauth2/token/', '/v1/auth/access_token']);
});
