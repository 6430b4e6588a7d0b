/** Takes back what was written. */
export type Undo = () => Promise<unknown>;

/** Writes one after the other; when one fails, what was written before it is taken back, the last first. @throws what that one threw */
export async function allOrNothing(writes: readonly (() => Promise<Undo>)[]): Promise<void> {
  const undo: Undo[] = [];
  try {
    for (const write of writes) undo.unshift(await write());
  } catch (error) {
    for (const back of undo) await back().catch(() => undefined);
    throw error;
  }
}
