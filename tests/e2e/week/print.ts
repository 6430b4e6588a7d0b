import type { WeekResult } from './run';

/** The week's figures as lines: what there is, and what there must be none of. */
export function linesOf({ browser, days, counts, troubles, seconds }: WeekResult): readonly string[] {
  const rows: readonly (readonly [string, number, string])[] = [
    ['Executes pressed', counts.executes, ''],
    ['401 that told a page of an end it could not know, then recovered', counts.toldByApi, ''],
    ['401 seen by the user after recovery, or where the token should be good', counts.seenByUser, 'target 0'],
    ['5xx while the API was down', counts.whileDown, ''],
    ['Token requests sent', counts.tokenRequests, `${counts.needed} needed`],
    ['Token requests more than needed', counts.unneeded, 'target 0'],
    ['Token requests that a provider in trouble answered with 5xx', counts.refusedWhileDown, 'at most 3 for one fill'],
    ['Personal access tokens created unasked', counts.created, 'target 0'],
    ['Connections that asked for a secret to be pasted', counts.pastes, 'target 0'],
    ['Other things that came to stand under “needs you”', counts.needs, 'target 0'],
    ['Restarts of the browser', counts.restarts, ''],
    ['Passphrases typed', counts.unlocks, 'one for each restart'],
    ['Questions by the browser', counts.prompts, 'target 0'],
  ];
  const table = rows.map(([name, count, target]) => `  ${name.padEnd(74)} ${String(count).padStart(5)}  ${target}`);
  return [
    `${days === 1 ? 'A day' : `${days} days`} in ${browser}: 18 connections, nine kept pages, ${seconds} s`,
    ...table.map((line) => line.trimEnd()),
    ...troubles.map((trouble) => `  ✖ ${trouble}`),
  ];
}
