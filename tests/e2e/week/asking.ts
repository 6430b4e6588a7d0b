import type { ConnectionView } from '../../../lib/domain/connection';
import type { Need } from '../../../lib/domain/need';
import type { WeekBrowser } from './browser';

/** What the extension asks of its user at this moment, as its own screens would say it. */
export interface Asked {
  /** Labels of connections whose secret must be pasted anew. */
  readonly pastes: ReadonlySet<string>;
  /** What stands under "needs you", but for the locked vault: passphrases are counted where they are typed. */
  readonly needs: ReadonlySet<string>;
}

export async function askedOfUser(browser: WeekBrowser): Promise<Asked> {
  const connections = await reply<readonly ConnectionView[]>(browser, 'listConnections');
  const needs = await reply<readonly Need[]>(browser, 'listNeeds');
  return {
    pastes: new Set(
      connections.filter(({ status }) => status === 'needs_secret').map(({ connection }) => connection.label),
    ),
    needs: new Set(needs.filter(({ what }) => what !== 'locked').map((need) => `${need.what} ${labelOf(need)}`)),
  };
}

/** What is there and was not before. */
export const added = (now: ReadonlySet<string>, before: ReadonlySet<string>): readonly string[] =>
  [...now].filter((one) => !before.has(one));

const labelOf = (need: Need): string => ('label' in need ? need.label : '');

async function reply<Reply>(browser: WeekBrowser, type: string): Promise<Reply> {
  const answer = await browser.ask<Reply>(type, {});
  if (!answer.ok) throw new Error(`${type}: ${answer.failure.code}`);
  return answer.reply;
}
