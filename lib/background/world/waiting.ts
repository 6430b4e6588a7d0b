import type { FillRecord } from '../../domain/view';
import { z } from '../../zod';
import { areasOf } from './areas';
import { createRecords } from './records';
import type { World } from './world';

/** A kept page that could not be filled: the vault is locked, or the provider in trouble. */
export interface WaitingPage extends Pick<FillRecord, 'origin' | 'frame'> {
  readonly tabId: number;
  /** `if held`: it was filled and waits for a newer token; a person who logs it out by hand meanwhile means it. */
  readonly when: 'if needed' | 'if held';
}

const Waiting: z.ZodMiniType<WaitingPage> = z.object({
  tabId: z.int(),
  origin: z.string(),
  frame: z.optional(z.object({ id: z.int(), top: z.optional(z.string()) })),
  when: z.enum(['if needed', 'if held']),
});

/** Kept pages that wait for their fill, one in a tab: until the API's next 401, the vault opens, or the tab is closed. */
export function createWaiting({ browser }: Pick<World, 'browser'>) {
  const records = createRecords(areasOf(browser).session, 'wait:', Waiting);
  return {
    all: records.all,
    read: (tabId: number) => records.read(String(tabId)),
    write: (page: WaitingPage) => records.write(String(page.tabId), page),
    forget: (tabId: number) => records.remove(String(tabId)),
  };
}
export type Waiting = ReturnType<typeof createWaiting>;
