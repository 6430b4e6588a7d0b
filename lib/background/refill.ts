import type { FillService } from './fill';
import type { Notes } from './notes';

/** Puts a connection's newer token into every page that holds its older one, where we still have access; the popup says the rest. */
export async function refillPages({ fills, notes }: { fills: FillService; notes: Notes }, id: string): Promise<void> {
  const tabs = (await notes.fills()).filter(({ record }) => record.connectionId === id);
  for (const { tabId, record } of tabs) {
    await fills.fill(id, tabId, 'if needed', record.frame?.id).catch(() => undefined);
  }
}
