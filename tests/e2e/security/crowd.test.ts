import { beforeEach, describe, expect, it } from 'vitest';
import { useScene } from '../scene';
import { ask, codeOf } from './asking';
import { changeAll, missingIn, saveCrowd } from './crowd';

const scene = useScene();
/** Of each page; `npm run test:full` makes the whole of them. */
const CHANGES = process.env.TOKENFILL_FULL ? 200 : 60;
/** The mode with the most to write; `npm run test:full` takes the other as well. */
const MODES = [
  { mode: 'passphrase', passphrase: 'made-up passphrase of a test' },
  ...(process.env.TOKENFILL_FULL ? [{ mode: 'session' }] : []),
];
beforeEach(() => scene.reset());

describe('four pages that change the same connections at once', () => {
  it.each(MODES)('[S19] lose nothing when secrets are kept as $mode', { timeout: 180_000 }, async (choose) => {
    const options = await scene.browser.openExtensionPage('options.html');
    if (choose.mode !== 'session') expect(codeOf(await ask(options, 'changeMode', { choose }))).toBe('done');
    const ids = await saveCrowd(options);
    const others = [];
    for (const name of ['options.html', 'options.html', 'popup.html']) {
      others.push(await scene.browser.openExtensionPage(name));
    }
    const pages = [options, ...others];

    const from = Date.now();
    const refused = await changeAll(pages, ids, CHANGES);
    console.info(`figures: ${choose.mode}: ${pages.length} pages, ${4 * CHANGES} changes in ${Date.now() - from} ms`);

    expect(refused).toEqual([]);
    const seen = await missingIn(options, pages.length, CHANGES);
    expect(seen).toMatchObject({ lost: [], connections: 10 });
    expect(seen.beside).toHaveLength(1);
  });
});
