import { z } from '../../zod';
import type { IncomingPort } from './page-line';
import type { SeenDocument } from './seen-document';

/** The name of the port over which a document says what it is; `seeDocument` is source text and says it itself. */
export const SEEN_PORT = 'seen';

/** One document of a tab, by the browser's id of its frame: 0 for the top one. */
export interface FoundDocument {
  readonly frameId: number;
  readonly result: SeenDocument;
}

const Seen: z.ZodMiniType<SeenDocument> = z.object({
  origin: z.string(),
  around: z.array(z.string()),
  frames: z.array(z.object({ address: z.string(), part: z.number() })),
});

/**
 * What the documents of a tab say each for itself, while it is listened for. The browser hands over what a script returns only
 * when it has run in all of them, and one of them may be stuck.
 */
export function createToldDocuments(ownId: string) {
  const listening = new Set<{ readonly tabId: number; readonly found: Map<number, SeenDocument> }>();

  const begin = (tabId: number) => {
    const one = { tabId, found: new Map<number, SeenDocument>() };
    listening.add(one);
    return {
      all: (): readonly FoundDocument[] => [...one.found].map(([frameId, result]) => ({ frameId, result })),
      end: () => void listening.delete(one),
    };
  };

  /** Which document it is from, the browser says. One message, then it is closed. */
  const accept = (port: IncomingPort): void => {
    const { id, tab, frameId, documentLifecycle = 'active' } = port.sender ?? {};
    const listeners = [...listening].filter(({ tabId }) => tabId === tab?.id);
    if (id !== ownId || frameId === undefined || documentLifecycle !== 'active' || listeners.length === 0) {
      port.disconnect();
      return;
    }
    port.onMessage.addListener((message) => {
      const { success, data } = Seen.safeParse(message);
      if (success) for (const { found } of listeners) found.set(frameId, data);
      port.disconnect();
    });
  };

  return { begin, accept };
}
