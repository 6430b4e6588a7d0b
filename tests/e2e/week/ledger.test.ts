import { describe, expect, it } from 'vitest';
import { createLedger, type Stored, type TokenAnswer } from './ledger';

/** ms; a token of a minute is replaced in its second half. */
const NOW = 1_000_000;
const MINUTE = 60_000;
const HOST = 'api.port.io';

const answer = (at: number, more: Partial<TokenAnswer> = {}): TokenAnswer => ({
  host: HOST,
  status: 200,
  at,
  lifetime: MINUTE,
  ...more,
});
const stored = (id: string, before: number | undefined, after: number | undefined, used: 'yes' | 'no' = 'yes') =>
  ({ id, host: HOST, before, after, used }) satisfies Stored;

/** Two connections of one host: the token of `old` is due, that of `young` is not. */
function books() {
  const ledger = createLedger();
  ledger.adopt('old', { at: NOW - 50_000, lifetime: MINUTE });
  ledger.adopt('young', { at: NOW - 1_000, lifetime: MINUTE });
  return ledger;
}
const OLD = stored('old', NOW - 50_000, NOW - 50_000);
const YOUNG = stored('young', NOW - 1_000, NOW - 1_000);

describe('the books of the week', () => {
  it.each([
    ['its token was due', [stored('old', NOW - 50_000, NOW), YOUNG], 1, 0],
    ['its token was not due', [OLD, stored('young', NOW - 1_000, NOW)], 0, 1],
    ['no page holds it in the end', [stored('old', NOW - 50_000, NOW, 'no'), YOUNG], 0, 1],
    ['nobody has its token', [{ ...OLD, used: 'no' } as const, YOUNG], 0, 1],
  ] as const)('count a request by whether it was needed when %s', (_, all, needed, unneeded) => {
    const ledger = books();
    ledger.book('step', all, [answer(NOW + 20)]);
    expect(ledger.counts).toMatchObject({ tokenRequests: 1, needed, unneeded });
    expect(ledger.troubles).toHaveLength(unneeded);
  });

  it('count a second request for the same connection as one too many, unless the first answer is due again', () => {
    for (const [lifetime, unneeded] of [
      [MINUTE, 1],
      [2_000, 0],
    ] as const) {
      const ledger = books();
      const all = [stored('old', NOW - 50_000, NOW + 5_000)];
      ledger.book('step', all, [answer(NOW, { lifetime }), answer(NOW + 5_020, { lifetime })]);
      expect(ledger.counts).toMatchObject({ tokenRequests: 2, unneeded });
    }
  });

  it('know whose token a request was for when two connections have one host', () => {
    const ledger = books();
    // Both are due, only the second was asked for, and nobody may take its answer for the first one's.
    ledger.refuse('young');
    ledger.book('step', [OLD, stored('young', NOW - 1_000, NOW)], [answer(NOW + 20)]);
    expect([ledger.isDue('old', NOW + 20), ledger.isDue('young', NOW + 20)]).toEqual([true, false]);
    ledger.book('next step', [stored('old', NOW - 50_000, NOW + 100), YOUNG], [answer(NOW + 120)]);
    expect(ledger.counts).toMatchObject({ needed: 2, unneeded: 0 });
  });

  it('count a request for a token that the API has refused as needed, once', () => {
    const ledger = books();
    ledger.refuse('young');
    ledger.book('step', [stored('young', NOW - 1_000, NOW)], [answer(NOW)]);
    ledger.book('step', [stored('young', NOW, NOW + 1_000)], [answer(NOW + 1_000)]);
    expect(ledger.counts).toMatchObject({ needed: 1, unneeded: 1 });
  });
});
