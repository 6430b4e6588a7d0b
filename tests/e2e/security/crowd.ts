import type { Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { Connection } from '../../../lib/domain/connection';
import { ask, codeOf, connectionsSeenBy } from './asking';
import { anySiteDraft } from './drafts';

declare const chrome: typeof extensionApi;

/** How many connections the changes fall on: each is changed by everybody. */
const CONNECTIONS = 10;
const LABELS = Array.from({ length: CONNECTIONS }, (_, index) => `Crowd ${index}`);

export async function saveCrowd(page: Page): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const label of LABELS) {
    const draft = { ...anySiteDraft('https://docs.example.test', `made-up-token-${ids.length}`), label };
    const code = codeOf(await ask(page, 'saveConnection', { draft }));
    if (code !== 'done') throw new Error(`Saving says ${code}.`);
    ids.push(draft.id);
  }
  return ids;
}

/** Server `s<change>-<who>` for each change, in turn on all connections: nobody waits for anybody else. */
export async function changeAll(pages: readonly Page[], ids: readonly string[], changes: number) {
  const said = await Promise.all(pages.map((page, who) => page.evaluate(sendChanges, { ids, changes, who })));
  return said.flat();
}

async function sendChanges({ ids, changes, who }: { ids: readonly string[]; changes: number; who: number }) {
  const send = async (change: number) => {
    const server = `https://s${change}-${who}.example.test`;
    const request = { connectionId: ids[change % ids.length], server };
    const answer = await chrome.runtime.sendMessage({ type: 'allowServer', request });
    return (answer as { ok: boolean }).ok ? [] : [`${server}: ${JSON.stringify(answer)}`];
  };
  return (await Promise.all(Array.from({ length: changes }, (_, change) => send(change)))).flat();
}

/** The changes that are nowhere, and how often connections were written beside them. */
export async function missingIn(page: Page, writers: number, changes: number) {
  const connections = (await connectionsSeenBy(page)).map(({ connection }): Connection => connection);
  const found = new Set(connections.flatMap(({ servers }) => servers));
  const all = Array.from({ length: writers }, (_, who) =>
    Array.from({ length: changes }, (__, change) => `https://s${change}-${who}.example.test`),
  ).flat();
  return {
    lost: all.filter((server) => !found.has(server)),
    // How many revisions each has beside its changes: one number when every change was made exactly once.
    beside: [...new Set(connections.map(({ rev, servers }) => rev - servers.length))],
    connections: connections.length,
  };
}
