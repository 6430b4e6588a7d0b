import type { Entry } from './vault';

/** The same, as revision `rev`; what the vault says about a stored entry (locked, damage) is not part of what is written. */
export function revised({ connection, secrets, token }: Entry, rev: number): Entry {
  return { connection: { ...connection, rev }, secrets, token };
}
