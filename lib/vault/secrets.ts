import type { Connection, Secrets } from '../domain/connection';
import { jsonOf } from '../domain/json';
import { type Bindings, compareBinding } from './binding';
import type { Bytes } from './bytes';
import { openRecord, type RecordSeal, sealRecord } from './envelope';
import { isThere } from './items';
import { isNewer } from './migrations';
import { BoundSecrets, parse, SCHEMA, SealedRecord, SecretsRecord } from './records';
import type { Standing } from './standing';
import type { DamageKind } from './vault';

/** Secrets, and where they may go. */
export interface Opened {
  readonly secrets?: Secrets;
  /** The binding they were kept for. */
  readonly binding?: string;
  readonly damage?: DamageKind;
}

/** Where a connection's record of secrets is kept. */
export interface Place {
  readonly id: string;
  /** The record in `storage.local`, as it is. */
  readonly sealed: unknown;
  /** The record in `storage.session`, as it is. */
  readonly inSession: unknown;
}

/** Opens a record as it was sealed, whatever the connection says now. */
export async function openSecrets(standing: Standing, { id, sealed, inSession }: Place): Promise<Opened> {
  if (standing.mode === 'unset' || standing.mode === 'session') {
    if (!isThere(inSession)) return isThere(sealed) ? { damage: 'changed_outside' } : {};
    const bound = parse(BoundSecrets, inSession);
    return bound ? { secrets: bound.value, binding: bound.binding } : { damage: 'secret_unreadable' };
  }
  if (!isThere(sealed) || !standing.key || !standing.header) return {};
  const record = parse(SealedRecord, sealed);
  if (!record) return { damage: isNewer(sealed) ? 'newer_schema' : 'secret_unreadable' };
  if (record.generation > standing.header.generation) return { damage: 'changed_outside' };
  const text = await openRecord(standing.key, record, sealOf(standing.header.vault, id, record));
  const secrets = text === undefined ? undefined : parse(SecretsRecord, jsonOf(text));
  return secrets ? { secrets, binding: record.binding } : { damage: 'secret_unreadable' };
}

/** Opens a record for this connection: only when it was kept for the same addresses, or for ones that lawfully moved. */
export async function openSecretsFor(
  bindings: Bindings,
  standing: Standing,
  connection: Connection,
  place: Omit<Place, 'id'>,
): Promise<Opened & { readonly moved?: true }> {
  const opened = await openSecrets(standing, { ...place, id: connection.id });
  if (opened.binding === undefined) return opened;
  const comparison = compareBinding(bindings, opened.binding, connection);
  if (comparison === 'changed') return beforeChange(bindings, connection, place) ?? { damage: 'bindings_changed' };
  return comparison === 'moved' ? { ...opened, moved: true } : opened;
}

/** In memory and on disk two areas change one after the other: a worker that died in between has changed nothing. */
function beforeChange(
  bindings: Bindings,
  connection: Connection,
  { inSession }: Omit<Place, 'id'>,
): Opened | undefined {
  const before = parse(BoundSecrets, inSession)?.before;
  if (!before || compareBinding(bindings, before.binding, connection) !== 'same') return undefined;
  return { secrets: before.value, binding: before.binding };
}

/** What a sealed record is made of. */
export interface ToSeal {
  readonly id: string;
  readonly secrets: Secrets;
  readonly binding: string;
  readonly generation: number;
}

export async function sealSecrets(
  { vault, key }: { readonly vault: string; readonly key: Bytes },
  { id, secrets, binding, generation }: ToSeal,
): Promise<SealedRecord> {
  const around = { schema: SCHEMA, generation, binding } as const;
  return { ...around, ...(await sealRecord(key, JSON.stringify(secrets), sealOf(vault, id, around))) };
}

function sealOf(vault: string, id: string, record: Omit<SealedRecord, 'iv' | 'data'>): RecordSeal {
  const { schema, generation, binding } = record;
  return { schema, vault, id, type: 'secrets', binding, generation };
}
