import { TokenfillError } from '../../domain/errors';
import { originOf } from '../../domain/origin';
import type { Sending } from '../../domain/view';
import { z } from '../../zod';
import type { PermissionGate } from '../access/permission-gate';
import type { Connections } from '../tokens/connections';
import type { Copy } from '../tokens/copy';
import type { TokenService } from '../tokens/tokens';
import { areasOf } from '../world/areas';
import type { Notes } from '../world/notes';
import { createRecords } from '../world/records';
import type { World } from '../world/world';
import type { FillService } from './fill';
import { sameAs } from './fill-gate';
import { assertMaySend } from './send-target';

/** What is sent on which tab, by its id, in `storage.session`; without the token. */
const Note: z.ZodMiniType<Sending> = z.strictObject({
  tabId: z.int(),
  connectionId: z.string(),
  label: z.string(),
  server: z.string(),
  page: z.string(),
  rule: z.int(),
});
/** Ids of our rules for requests of pages; `bare-requests.ts` has the ones below. */
const FIRST_RULE = 1_000;

export interface SendOrder {
  readonly connectionId: string;
  readonly tabId: number;
  /** Of the page that the click was made on, as the screen has shown it: another one that is there by then gets nothing. */
  readonly origin?: string | undefined;
  /** Origin of the API. */
  readonly server: string;
}

/**
 * For pages that cannot be filled: the browser itself puts the token into the requests of one tab to one API, by a session rule
 * that is in memory only. The page's padlock stays open, and the page never sees the token (docs/decisions/0043).
 */
export function createSending(
  { browser, lock }: Pick<World, 'browser' | 'lock'>,
  parts: {
    connections: Connections;
    copy: Copy;
    fills: FillService;
    gate: PermissionGate;
    notes: Notes;
    tokens: TokenService;
  },
) {
  const { connections, copy, fills, gate, notes, tokens } = parts;
  const records = createRecords(areasOf(browser).session, 'send:', Note);
  const rules = browser.declarativeNetRequest;

  /**
   * Two gates: may the token be used from this page, and on that server.
   *
   * @param meant origin of the page that was decided for before
   * @throws TokenfillError their refusals, `page_changed`
   */
  const decide = async ({ connectionId, tabId, server }: SendOrder, meant: string | undefined) => {
    const known = await connections.find(connectionId);
    const page = sameAs(meant, await fills.decide(known, tabId));
    assertMaySend(known.provider, known.connection, server);
    return { page, label: known.connection.label };
  };

  const remove = async (sendings: readonly Sending[]): Promise<void> => {
    if (sendings.length === 0) return;
    await rules.updateSessionRules({ removeRuleIds: sendings.map(({ rule }) => rule) });
    for (const { tabId } of sendings) await records.remove(`${tabId}`);
    await notes.changed();
  };

  /** The rule first removed, then set anew with the token as it is now. */
  const put = async (sending: Sending): Promise<void> => {
    const headers = headersOf(await copy(sending.connectionId, 'header'));
    if (headers.length === 0) throw new TokenfillError('no_fitting_scheme');
    // The note first: a rule that nobody knows of would outlive what ends it.
    await records.write(`${sending.tabId}`, sending);
    await rules.updateSessionRules({ removeRuleIds: [sending.rule], addRules: [ruleOf(sending, headers)] });
    await notes.changed();
  };

  const stop = (tabId: number) =>
    lock('sending', async () => remove((await records.all()).filter((one) => one.tabId === tabId)));

  /** @throws TokenfillError the gates' refusals, `page_changed`, `permission_refused`, what obtaining a token says */
  const start = async ({ origin, ...order }: SendOrder): Promise<void> => {
    const { page } = await decide(order, origin);
    await tokens.ensure(order.connectionId, { tabId: order.tabId, permission: 'wait' });
    // Both hosts: with the API's alone the browser adds nothing and says nothing.
    const hosts = [page, order.server];
    await gate.require(order.connectionId, hosts);
    await lock('sending', async () => {
      const taken = await records.all();
      await remove(taken.filter(({ tabId }) => tabId === order.tabId));
      const rule = Math.max(FIRST_RULE, ...taken.map((one) => one.rule + 1));
      // The question took its time: what was decided may no longer hold.
      const { label } = await decide(order, page);
      await put({ ...order, rule, page, label });
    });
    // A navigation while the rule was being made went by unheard.
    await decide(order, page).catch(async (error: unknown) => {
      await stop(order.tabId);
      throw error;
    });
  };

  /** After a token changed: the new one, or none. */
  const refresh = (): Promise<void> =>
    lock('sending', async () => {
      for (const sending of await records.all()) {
        const still = await decide(sending, sending.page)
          .then(() => put(sending))
          .catch(() => 'gone' as const);
        if (still === 'gone') await remove([sending]);
      }
    });

  /** At the start of the worker: rules without a note, whatever became of it. */
  const removeLeftovers = (): Promise<void> =>
    lock('sending', async () => {
      const noted = new Set((await records.all()).map(({ rule }) => rule));
      const ids = (await rules.getSessionRules()).map(({ id }) => id);
      const left = ids.filter((id) => id >= FIRST_RULE && !noted.has(id));
      if (left.length > 0) await rules.updateSessionRules({ removeRuleIds: left });
    });

  const stopAll = () => lock('sending', async () => remove(await records.all()));

  return { read: (tabId: number) => records.read(`${tabId}`), start, stop, stopAll, refresh, removeLeftovers };
}
export type SendingService = ReturnType<typeof createSending>;

type Header = { readonly header: string; readonly operation: 'set'; readonly value: string };

/** `Authorization: Bearer …`, one header a line. */
function headersOf(lines: string): Header[] {
  return lines
    .split('\n')
    .map((line) => /^([^:]+): (.*)$/.exec(line))
    .flatMap((match) => (match ? [{ header: match[1] ?? '', operation: 'set' as const, value: match[2] ?? '' }] : []));
}

/** Scheme, host and port of the API in full, this tab, and only what the page's own host asks for. Not what it is led to. */
function ruleOf({ rule, tabId, server, page }: Sending, requestHeaders: Header[]) {
  return {
    id: rule,
    priority: 1,
    action: { type: 'modifyHeaders' as const, requestHeaders },
    condition: {
      urlFilter: `|${originOf(server)}/`,
      tabIds: [tabId],
      initiatorDomains: [new URL(page).hostname],
      resourceTypes: ['xmlhttprequest' as const],
    },
  };
}
