import type { Connection } from '../domain/connection';
import type { Token } from '../domain/token';
import { type Bindings, compareBinding } from './binding';
import { type Items, isThere } from './items';
import { BoundToken, ConnectionRecord, DEFINITION_PREFIX, keys, parse } from './records';
import { openSecretsFor } from './secrets';
import type { Standing } from './standing';
import type { Entry } from './vault';

/** What both areas hold, or as much of it as was read. */
export interface Stored {
  readonly local: Items;
  readonly session: Items;
}

export interface Loaded {
  readonly entry: Entry;
  /** The secret was kept for other addresses, from which the connection lawfully moved: it is due to be kept for the new ones. */
  readonly moved: boolean;
  /** Nothing was left out of the entry: there is no reason to look again. */
  readonly whole: boolean;
}

/** The connection stored under this id; a record that names another id was moved here and does not count. */
export function connectionAt(local: Items, id: string): Connection | undefined {
  const connection = parse(ConnectionRecord, local[keys.connection(id)]);
  return connection?.id === id ? connection : undefined;
}

/** Where the definition of a connection's provider is stored, when it is the user's own. */
export function definitionKeyOf(local: Items, id: string): string | undefined {
  const connection = connectionAt(local, id);
  return connection && DEFINITION_PREFIX + connection.providerId;
}

/** An entry, from what was read. Never throws for what is stored. */
export async function loadEntry(
  bindings: Bindings,
  standing: Standing,
  { local, session }: Stored,
  id: string,
): Promise<Loaded | undefined> {
  const connection = connectionAt(local, id);
  if (!connection) return undefined;
  if (standing.locked) return { entry: { connection, locked: true }, moved: false, whole: false };
  const place = { sealed: local[keys.secrets(id)], inSession: session[keys.secrets(id)] };
  const { secrets, damage, moved = false } = await openSecretsFor(bindings, standing, connection, place);
  const token = tokenFor(bindings, connection, session[keys.token(id)]);
  return {
    entry: { connection, secrets, token, ...(damage && { damage }) },
    moved,
    whole: !damage && !moved && isThere(session[keys.token(id)]) === (token !== undefined),
  };
}

/** A token counts only where it was kept for. */
function tokenFor(bindings: Bindings, connection: Connection, raw: unknown): Token | undefined {
  const bound = parse(BoundToken, raw);
  return bound && compareBinding(bindings, bound.binding, connection) !== 'changed' ? bound.value : undefined;
}
