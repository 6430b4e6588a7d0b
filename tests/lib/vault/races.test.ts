// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { isTokenfillError } from '../../../lib/domain/errors';
import { entry, PASSPHRASE, type Scene, sceneIn, token } from './scene';

/** Reads, changes, writes; again when somebody else was faster. */
async function addTo({ vault }: Scene, id: string, server: string): Promise<void> {
  for (;;) {
    const found = await vault.read(id);
    if (!found?.secrets) throw new Error('the secret was not read');
    const { connection, secrets, token } = found;
    const changed = { ...connection, rev: connection.rev + 1, servers: [...connection.servers, server] };
    try {
      return await vault.write({ connection: changed, secrets: { ...secrets, [server]: 'here' }, token });
    } catch (error) {
      if (!isTokenfillError(error) || error.failure.code !== 'conflict') throw error;
    }
  }
}

describe.each(['session', 'device', 'passphrase'] as const)('many at once in mode %s', (mode) => {
  it('[S19] 200 interleaved changes of ten connections by four workers lose nothing', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `c${index}`);
    const made = await sceneIn(
      mode,
      ids.map((id) => entry(id)),
    );
    const workers = [made, made.wake(), made.wake(), made.wake()];
    const changes = Array.from({ length: 200 }, (_, index) => {
      const worker = workers[index % 4] as Scene;
      return addTo(worker, `c${index % 10}`, `https://s${index}.example.test`);
    });
    await Promise.all(changes);

    for (const [index, id] of ids.entries()) {
      const found = await made.vault.read(id);
      const expected = Array.from({ length: 20 }, (_, round) => `https://s${round * 10 + index}.example.test`).sort();
      expect([...(found?.connection.servers ?? [])].sort()).toEqual(expected);
      expect(Object.keys(found?.secrets ?? {}).sort()).toEqual([...expected, 'secret']);
      expect(found?.connection.rev).toBe(21);
    }
    expect((await made.keeper.state()).damage).toEqual([]);
  });

  it('[S19] of two edits of one revision exactly one is kept', async () => {
    const made = await sceneIn(mode, [entry('a')]);
    const edits = Array.from({ length: 8 }, (_, index) => made.vault.write(entry('a', { rev: 2, label: `${index}` })));
    const results = await Promise.allSettled(edits);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await made.vault.read('a'))?.connection.rev).toBe(2);
  });

  it('a reader beside a writer sees one whole entry or the next', async () => {
    const made = await sceneIn(mode, [entry('a')]);
    const seen: string[] = [];
    let writing = true;
    const reading = (async () => {
      while (writing) {
        const found = await made.vault.read('a');
        const { origins } = found?.connection ?? { origins: [] };
        seen.push(`${origins.length - 1} ${found?.secrets?.secret} ${found?.token?.accessToken}`);
      }
    })();
    for (let rev = 2; rev <= 30; rev++) {
      const origins = Array.from({ length: rev }, (_, index) => `https://o${index}.example.test`);
      const { connection } = entry('a', { rev, origins });
      await made.vault.write({ connection, secrets: { secret: `${rev - 1}` }, token: token(`${rev - 1}`) });
    }
    writing = false;
    await reading;
    const torn = new Set(seen.filter((one) => !wholeOnes().includes(one)));
    expect([...torn]).toEqual([]);
    expect(seen.length).toBeGreaterThan(10);
  });
});

function wholeOnes(): readonly string[] {
  return ['0 secret-of-a token-of-a', ...Array.from({ length: 30 }, (_, index) => `${index} ${index} ${index}`)];
}

describe('changes of the whole among changes of entries', () => {
  it('[S20] leave every entry whole, whatever comes first', async () => {
    const made = await sceneIn('session', [entry('a')]);
    const others = ['b', 'c', 'd'].map((id) => made.wake().vault.write(entry(id)));
    await Promise.all([
      ...others,
      made.keeper.changeMode('device'),
      made.wake().keeper.changeMode('passphrase', { passphrase: PASSPHRASE }),
      ...['e', 'f', 'g'].map((id) => made.wake().vault.write(entry(id))),
    ]);
    expect(await made.keeper.state()).toMatchObject({ mode: 'passphrase', damage: [] });
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) expect(await made.vault.read(id)).toEqual(entry(id));
  });

  it('a token that arrives after the lock is not kept', async () => {
    const made = await sceneIn('passphrase', [entry('a')]);
    const [, late] = await Promise.allSettled([made.keeper.lock(), made.wake().vault.writeToken('a', token('late'))]);
    expect(late).toMatchObject({ status: 'rejected', reason: { message: 'locked' } });
    expect(Object.keys(made.session.dump())).toEqual(['vault.seen']);
  });
});
