import type { Connection, Secrets } from '../domain/connection';
import { TokenfillError } from '../domain/errors';
import type { Token } from '../domain/token';
import { bindingText } from './binding';
import { commit, nextHeader } from './commit';
import type { Inside } from './inside';
import { type Items, isThere, nothingAt } from './items';
import { type Loaded, loadEntry } from './load';
import { isNewer } from './migrations';
import { keys } from './records';
import { sealSecrets, type ToSeal } from './secrets';
import { nextGeneration, requireOpen, STANDING_KEYS, type Standing, standingOf } from './standing';
import type { Entry } from './vault';

/** Changes of one entry. Each runs under the vault's lock; what they throw is said at `Vault.write`. */

/** Everything stored: whoever changes sees the whole. */
async function lookForChange(inside: Inside, id: string) {
  const here = await inside.local.get(null);
  const memory = await inside.session.get([...STANDING_KEYS.session, keys.secrets(id), keys.token(id)]);
  const standing = await standingOf(here, memory);
  requireOpen(standing);
  const loaded = await loadEntry(inside, standing, { local: here, session: memory }, id);
  return { here, memory, standing, loaded };
}

export async function writeEntry(inside: Inside, { connection, secrets, token }: Entry): Promise<void> {
  const { id } = connection;
  const { here, memory, standing, loaded } = await lookForChange(inside, id);
  if (!loaded && isNewer(here[keys.connection(id)])) throw new TokenfillError('newer_schema');
  if (connection.rev !== (loaded?.entry.connection.rev ?? 0) + 1) throw new TokenfillError('conflict');
  const binding = bindingText(inside, connection);
  // A secret that could not be opened is not what the caller left out.
  const keep = !secrets && (!loaded || loaded.entry.damage !== undefined);
  const record = secrets ? await recordOf(standing, { id, secrets, binding }) : null;
  const mine = keep ? {} : { [keys.secrets(id)]: record };
  const sealed = standing.key !== undefined;
  const staged = !sealed && record && loaded?.entry.secrets ? withBefore(mine, keys.secrets(id), loaded, inside) : mine;
  const inSession = { ...(!sealed && staged), [keys.token(id)]: token ? { binding, value: token } : null };
  await commit(inside, here, {
    local: {
      ...(await nextHeader(standing)),
      ...setAside(here, loaded, sealed && secrets !== undefined, id),
      [keys.connection(id)]: connection,
      ...(sealed && newsFor(here, mine)),
    },
    session: newsFor(memory, inSession),
  });
  if (staged !== mine) await inside.session.set(mine).catch(() => undefined);
}

/** The new record with the old one inside, until the connection is written too. */
function withBefore(mine: Items, key: string, { entry }: Loaded, inside: Inside): Items {
  const binding = bindingText(inside, entry.connection);
  return { ...mine, [key]: { ...(mine[key] as object), before: { binding, value: entry.secrets } } };
}

export async function changeEntry(
  inside: Inside,
  id: string,
  edit: (connection: Connection) => Partial<Connection>,
): Promise<Connection | undefined> {
  const { loaded } = await lookForChange(inside, id);
  if (!loaded) return undefined;
  const { connection, secrets, token } = loaded.entry;
  const changed = { ...connection, ...edit(connection), id, rev: connection.rev + 1 };
  await writeEntry(inside, { connection: changed, secrets, token });
  return changed;
}

export async function writeEntryToken(inside: Inside, id: string, token: Token, secrets?: Secrets): Promise<void> {
  const { here, memory, standing, loaded } = await lookForChange(inside, id);
  if (!loaded) return;
  const binding = bindingText(inside, loaded.entry.connection);
  const inSession = { [keys.token(id)]: { binding, value: token } };
  if (!secrets) return inside.session.set(inSession);
  const mine = { [keys.secrets(id)]: await recordOf(standing, { id, secrets, binding }) };
  const sealed = standing.key !== undefined;
  await commit(inside, here, {
    local: { ...(await nextHeader(standing)), ...setAside(here, loaded, sealed, id), ...(sealed && mine) },
    session: newsFor(memory, { ...(!sealed && mine), ...inSession }),
  });
}

export async function removeEntry(inside: Inside, id: string): Promise<Entry | undefined> {
  const { here, memory, standing, loaded } = await lookForChange(inside, id);
  const mine = [keys.connection(id), keys.secrets(id)];
  const gone = newsFor(here, nothingAt([...mine, ...mine.map(keys.aside)]));
  await commit(inside, here, {
    local: { ...(await nextHeader(standing)), ...gone },
    session: newsFor(memory, nothingAt([keys.secrets(id), keys.token(id)])),
  });
  return loaded?.entry;
}

/** A built-in provider moved its addresses: the secret is kept for the new ones from now on. */
export async function resealEntry(inside: Inside, id: string): Promise<void> {
  const { here, standing, loaded } = await lookForChange(inside, id);
  if (!loaded?.moved || !loaded.entry.secrets) return;
  const { connection, secrets } = loaded.entry;
  const binding = bindingText(inside, connection);
  const change = { [keys.secrets(id)]: await recordOf(standing, { id, secrets, binding }) };
  if (standing.key) await commit(inside, here, { local: { ...(await nextHeader(standing)), ...change } });
  else await inside.session.set(change);
}

/** The record of a secret as the mode keeps it. */
function recordOf(standing: Standing, bound: Omit<ToSeal, 'generation'>): Promise<unknown> | unknown {
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
