// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { isTokenfillError } from '../../../lib/domain/errors';
import type { Entry } from '../../../lib/vault/vault';
import { fc } from '../../generated';
import { change, connection, OTHER_PASSPHRASE, PASSPHRASE, type Scene, sceneIn, token } from './scene';

const CANARIES = ['kanarienvogel-secret-Ä1', 'kanarienvogel-token-Ü2', PASSPHRASE, OTHER_PASSPHRASE];

/** A secret as it may lie in a file. base64 in its three alignments, without the edges that depend on what is around. */
function traces(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const aligned = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(before === 0 ? 0 : 4, -4);
  });
  return [
    secret,
    Buffer.from(secret, 'utf16le').toString('latin1'),
    bytes.toString('latin1'),
    bytes.toString('hex'),
    ...aligned,
    ...aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

const canaryEntry = (id: string, rev: number): Entry => ({
  connection: connection(id, { rev }),
  secrets: { secret: CANARIES[0] ?? '', other: `around ${CANARIES[0]} around` },
  token: token(CANARIES[1] ?? ''),
});

/** Operations by name; what is refused is part of the run. */
const OPERATIONS: Readonly<Record<string, (made: Scene, id: string) => Promise<unknown>>> = {
  write: async (made, id) => made.vault.write(canaryEntry(id, ((await made.vault.read(id))?.connection.rev ?? 0) + 1)),
  change: async (made, id) =>
    (await made.vault.read(id)) ? change(made, id, { label: 'x', allowHttp: true }) : undefined,
  token: (made, id) => made.vault.writeToken(id, token(CANARIES[1] ?? '')),
  remove: (made, id) => made.vault.remove(id),
  lock: (made) => made.keeper.lock(),
  unlock: (made) => made.keeper.unlock(PASSPHRASE),
  unlockOther: (made) => made.keeper.unlock(OTHER_PASSPHRASE),
  passphrase: (made) => made.keeper.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE),
  toSession: (made) => made.keeper.changeMode('session'),
  toPassphrase: (made) => made.keeper.changeMode('passphrase', { passphrase: PASSPHRASE }),
  damage: (made, id) => made.local.set({ [`sec:${id}`]: 'damaged' }),
  restore: (made) => made.keeper.restore(),
};

const step = fc.tuple(fc.constantFrom(...Object.keys(OPERATIONS)), fc.constantFrom('a', 'b', 'c'));

describe('canaries', () => {
  it('[S04] nothing secret is ever written to disk in session and passphrase mode, in five encodings', async () => {
    const runs = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const made = await sceneIn('passphrase', [canaryEntry('a', 1)]);
      for (const [name, id] of steps) {
        await OPERATIONS[name]?.(made, id).catch((error: unknown) => {
          if (!isTokenfillError(error)) throw error;
        });
      }
      const disk = [...made.local.written, JSON.stringify(made.backup.snapshots)].join('\n');
      for (const canary of CANARIES) for (const trace of traces(canary)) expect(disk).not.toContain(trace);
    });
    await fc.assert(runs, { numRuns: 100 });
  }, 30_000);

  it('the search finds what is there', () => {
    const [secret = ''] = CANARIES;
    const found = (text: string) => traces(secret).some((trace) => text.includes(trace));
    const around = Buffer.from(`around ${secret} around`);
    expect(found(`x${secret}x`)).toBe(true);
    for (const encoding of ['base64', 'base64url', 'hex', 'latin1'] as const)
      expect(found(around.toString(encoding))).toBe(true);
    expect(found(Buffer.from(`around ${secret}`, 'utf16le').toString('latin1'))).toBe(true);
  });
});
