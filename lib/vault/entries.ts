import type { Connection } from '../domain/connection';
import { changeEntry, removeEntry, resealEntry, writeEntry, writeEntryToken } from './change-entry';
import type { Inside } from './inside';
import { idsOf } from './items';
import { connectionAt, type Loaded, loadEntry } from './load';
import { CONNECTION_PREFIX, keys } from './records';
import { STANDING_KEYS, standingOf } from './standing';
import type { Entry, Vault } from './vault';

/** Entries: read, write, remove, whatever the mode. */
export function createEntries(inside: Inside): Vault {
  const { alone } = inside;
  return {
    list: async () => (await listAll(inside)).map(({ found }) => found).filter((found) => found !== undefined),
    unreadable: async () => (await listAll(inside)).filter(({ found }) => !found).map(({ id }) => id),
    read: (id) => readEntry(inside, id),
    write: (entry) => alone(() => writeEntry(inside, entry)),
    change: (id, edit) => alone(() => changeEntry(inside, id, edit)),
    writeToken: (id, token, secrets) => alone(() => writeEntryToken(inside, id, token, secrets)),
    remove: (id) => alone(() => removeEntry(inside, id)),
  };
}

async function listAll({ local, ready }: Inside): Promise<readonly { id: string; found: Connection | undefined }[]> {
  await ready();
  const stored = await local.get(null);
  return idsOf(stored, CONNECTION_PREFIX).map((id) => ({ id, found: connectionAt(stored, id) }));
}

/** Without the lock first: only what is not whole is looked at again, when no change can be half seen. */
async function readEntry(inside: Inside, id: string): Promise<Entry | undefined> {
  await inside.ready();
  const first = await look(inside, id);
  if (!first || first.whole) return first?.entry;
  const again = await inside.alone(() => look(inside, id));
  if (again?.moved) await inside.alone(() => resealEntry(inside, id)).catch(() => undefined);
  return again?.entry;
}

async function look(inside: Inside, id: string): Promise<Loaded | undefined> {
  const { local, session } = inside;
  const [here, memory] = await Promise.all([
    local.get([...STANDING_KEYS.local, keys.connection(id), keys.secrets(id)]),
    session.get([...STANDING_KEYS.session, keys.secrets(id), keys.token(id)]),
  ]);
  return loadEntry(inside, await standingOf(here, memory), { local: here, session: memory }, id);
}
