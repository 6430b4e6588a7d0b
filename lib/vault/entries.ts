import type { Connection } from '../domain/connection';
import { TokenfillError } from '../domain/errors';
import type { Token } from '../domain/token';
import { bindingText } from './binding';
import { commit, nextHeader } from './commit';
import type { Inside } from './inside';
import { type Items, idsOf, isThere, nothingAt } from './items';
import { connectionAt, type Loaded, loadEntry } from './load';
import { isNewer } from './migrations';
import { CONNECTION_PREFIX, keys } from './records';
import { sealSecrets } from './secrets';
import { nextGeneration, requireOpen, STANDING_KEYS, type Standing, standingOf } from './standing';
import type { Entry, Vault } from './vault';

/** Entries: read, write, remove, whatever the mode. */
export function createEntries(inside: Inside): Vault {
  const { local, session, alone, ready } = inside;

  const look = async (id: string): Promise<Loaded | undefined> => {
    const here = await local.get([...STANDING_KEYS.local, keys.connection(id), keys.secrets(id)]);
    const memory = await session.get([...STANDING_KEYS.session, keys.secrets(id), keys.token(id)]);
    return loadEntry(inside, await standingOf(here, memory), { local: here, session: memory }, id);
  };

  /** Everything stored, for a change: whoever changes sees the whole, under the lock. */
  const lookForChange = async (id: string) => {
    const here = await local.get(null);
    const memory = await session.get([...STANDING_KEYS.session, keys.secrets(id), keys.token(id)]);
    const standing = await standingOf(here, memory);
    requireOpen(standing);
    const loaded = await loadEntry(inside, standing, { local: here, session: memory }, id);
    return { here, memory, standing, loaded };
  };

  const write = async ({ connection, secrets, token }: Entry) => {
    const { id } = connection;
    const { here, memory, standing, loaded } = await lookForChange(id);
    if (!loaded && isNewer(here[keys.connection(id)])) throw new TokenfillError('newer_schema');
    if (connection.rev !== (loaded?.entry.connection.rev ?? 0) + 1) throw new TokenfillError('conflict');
    const binding = bindingText(inside, connection);
    // A secret that could not be opened is not what the caller left out.
    const keep = !secrets && (!loaded || loaded.entry.damage !== undefined);
    const record = secrets ? await recordOf(standing, { id, secrets, binding }) : null;
    const mine = keep ? {} : { [keys.secrets(id)]: record };
    const sealed = standing.key !== undefined;
    const inSession = { ...(!sealed && mine), [keys.token(id)]: token ? { binding, value: token } : null };
    await commit(inside, here, {
      local: {
        ...(await nextHeader(standing)),
        ...setAside(here, loaded, sealed && secrets !== undefined, id),
        [keys.connection(id)]: connection,
        ...(sealed && newsFor(here, mine)),
      },
      session: newsFor(memory, inSession),
    });
  };

  const change = async (id: string, edit: (connection: Connection) => Partial<Connection>) => {
    const { loaded } = await lookForChange(id);
    if (!loaded) return undefined;
    const { connection, secrets, token } = loaded.entry;
    const changed = { ...connection, ...edit(connection), rev: connection.rev + 1 };
    await write({ connection: changed, secrets, token });
    return changed;
  };

  const writeToken = async (id: string, token: Token) => {
    const { loaded } = await lookForChange(id);
    if (!loaded) return;
    await session.set({ [keys.token(id)]: { binding: bindingText(inside, loaded.entry.connection), value: token } });
  };

  const remove = async (id: string): Promise<Entry | undefined> => {
    const { here, memory, standing, loaded } = await lookForChange(id);
    const mine = [keys.connection(id), keys.secrets(id)];
    const gone = newsFor(here, nothingAt([...mine, ...mine.map(keys.aside)]));
    await commit(inside, here, {
      local: { ...(await nextHeader(standing)), ...gone },
      session: newsFor(memory, nothingAt([keys.secrets(id), keys.token(id)])),
    });
    return loaded?.entry;
  };

  /** A built-in provider moved its addresses: the secret is kept for the new ones from now on. */
  const reseal = async (id: string): Promise<void> => {
    const { here, standing, loaded } = await lookForChange(id);
    if (!loaded?.moved || !loaded.entry.secrets) return;
    const { connection, secrets } = loaded.entry;
    const binding = bindingText(inside, connection);
    const change = { [keys.secrets(id)]: await recordOf(standing, { id, secrets, binding }) };
    if (standing.key) await commit(inside, here, { local: { ...(await nextHeader(standing)), ...change } });
    else await session.set(change);
  };

  return {
    list: async () => {
      await ready();
      const stored = await local.get(null);
      const ids = idsOf(stored, CONNECTION_PREFIX);
      return ids.map((id) => connectionAt(stored, id)).filter((found): found is Connection => found !== undefined);
    },
    unreadable: async () => {
      await ready();
      const stored = await local.get(null);
      return idsOf(stored, CONNECTION_PREFIX).filter((id) => !connectionAt(stored, id));
    },
    /** Without the lock first: only what is not whole is looked at again, when no change can be half seen. */
    read: async (id) => {
      await ready();
      const first = await look(id);
      if (!first || first.whole) return first?.entry;
      const again = await alone(() => look(id));
      if (again?.moved) await alone(() => reseal(id)).catch(() => undefined);
      return again?.entry;
    },
    write: (entry) => alone(() => write(entry)),
    change: (id, edit) => alone(() => change(id, edit)),
    writeToken: (id, token) => alone(() => writeToken(id, token)),
    remove: (id) => alone(() => remove(id)),
  };
}

type Bound = Parameters<typeof sealSecrets>[1];

/** The record of a secret as the mode keeps it. */
function recordOf(standing: Standing, bound: Omit<Bound, 'generation'>): Promise<unknown> | unknown {
  const { key, header } = standing;
  if (!key || !header) return { binding: bound.binding, value: bound.secrets };
  return sealSecrets({ vault: header.vault, key }, { ...bound, generation: nextGeneration(standing) });
}

/** What of a change says something: nulls only where there is something to overwrite. */
function newsFor(before: Items, changes: Items): Items {
  return Object.fromEntries(Object.entries(changes).filter(([key, value]) => isThere(value) || isThere(before[key])));
}

/** Records that do not read and are about to be replaced keep their bytes under another key. */
function setAside(here: Items, loaded: Loaded | undefined, replacesSecrets: boolean, id: string): Items {
  const replaced = [
    ...(loaded ? [] : [keys.connection(id)]),
    ...(replacesSecrets && (!loaded || loaded.entry.damage) ? [keys.secrets(id)] : []),
  ];
  return Object.fromEntries(
    replaced.filter((key) => isThere(here[key])).map((key) => [keys.aside(key), here[key]] as const),
  );
}
