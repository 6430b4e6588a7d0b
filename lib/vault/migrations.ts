import { TokenfillError } from '../domain/errors';
import { type Items, idsOf, isThere } from './items';
import { CONNECTION_PREFIX, HEADER_KEY, SCHEMA } from './records';

/** All the vault's records of one schema → those of the next. Pure, and the same again when run again. */
export type Step = (items: Items) => Items;

/** Step n makes schema n + 1. Sealed records cannot be opened here: a step may add around them, never change what they vouch for. */
const STEPS: Readonly<Record<number, Step>> = {};

/**
 * The records as today's version knows them; the same object when they are that already.
 *
 * @throws TokenfillError `newer_schema` when a newer version wrote them, `vault_damaged` when a step is missing
 */
export function migrate(items: Items, steps = STEPS, target: number = SCHEMA): Items {
  const from = schemaOf(items) ?? target;
  if (from > target) throw new TokenfillError('newer_schema');
  let migrated = items;
  for (let version = from; version < target; version++) {
    const step = steps[version];
    if (!step) throw new TokenfillError('vault_damaged', { detail: `schema ${version}` });
    migrated = step(migrated);
  }
  return migrated;
}

/** The header's schema; without a header (first build) the oldest that a connection has. */
function schemaOf(items: Items): number | undefined {
  const header = schemaIn(items[HEADER_KEY]);
  if (isThere(items[HEADER_KEY])) return header;
  const schemas = idsOf(items, CONNECTION_PREFIX).map((id) => schemaIn(items[CONNECTION_PREFIX + id]));
  const known = schemas.filter((schema) => schema !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function schemaIn(record: unknown): number | undefined {
  const schema = typeof record === 'object' && record !== null && 'schema' in record ? record.schema : undefined;
  return typeof schema === 'number' && Number.isInteger(schema) && schema > 0 ? schema : undefined;
}

/** Whether a newer version wrote this record. */
export function isNewer(record: unknown): boolean {
  return (schemaIn(record) ?? 0) > SCHEMA;
}
