import { pageAround } from '../../domain/keep';
import { originOf } from '../../domain/origin';
import type { PageReport } from '../../domain/page';
import type { World } from '../world/world';
import type { Injector } from './inject';
import { askReport } from './page-line';
import type { FoundDocument } from './told-documents';

/** A frame that is a docs page, with what the browser says of its document. */
export interface DocsFrame {
  readonly id: number;
  readonly origin: string;
  readonly url: string;
  readonly report: PageReport;
  /** Origin of the tab's page; undefined when a third one stands between it and the frame. */
  readonly top: string | undefined;
}

/** How many frames are looked into, and how long each is waited for while it still loads, ms. */
const MOST = 6;
const LOOK_PATIENCE = 1_000;
/** A frame that takes less of the viewport than this is no documentation, unless it is of a bound origin. */
const LEAST_PART = 0.25;

/**
 * Looks for the docs page in the frames of a tab whose top document is none: in those that the browser lets us into, bound
 * origins first. What a page says of its frames only says where to look; whose a frame is, its port says.
 */
export function createFrames(injector: Injector) {
  const look = async (tabId: number, { frameId, result }: FoundDocument): Promise<DocsFrame | undefined> => {
    const line = await injector.open(tabId, undefined, frameId);
    try {
      const { origin, url } = line.document;
      // As the gate will decide: `srcdoc`, `about:blank`, `blob:` and sandboxed frames have no origin of their own.
      if (origin === undefined || url === undefined || originOf(url) !== origin) return undefined;
      const report = await askReport(line, origin, LOOK_PATIENCE);
      return report && { id: frameId, origin, url, report, top: pageAround(origin, result.around) };
    } finally {
      line.close();
    }
  };

  return async (tabId: number, bound: ReadonlySet<string>): Promise<FoundFrames> => {
    const found = await injector.documents(tabId).catch((): readonly FoundDocument[] => []);
    const rank = ({ result }: FoundDocument) => (bound.has(result.origin) ? 0 : 1);
    const worthIt = found.filter(({ frameId, result }) => frameId !== 0 && originOf(result.origin) !== undefined);
    for (const frame of [...worthIt].sort((a, b) => rank(a) - rank(b)).slice(0, MOST)) {
      const docs = await look(tabId, frame).catch(() => undefined);
      if (docs) return { docs };
    }
    return { unseen: unseenFrame(found, bound) };
  };
}
export type Frames = ReturnType<typeof createFrames>;

/** Whether the tab shows this page, as far as the browser tells: nothing without access to its host, and that is no objection. */
export async function mayShow({ browser }: Pick<World, 'browser'>, tabId: number, top: string): Promise<boolean> {
  const shown = originOf((await browser.tabs.get(tabId)).url);
  return shown === undefined || shown === top;
}

interface FoundFrames {
  readonly docs?: DocsFrame | undefined;
  /** Origin of the frame to ask the user about, when there is one that we are not let into. */
  readonly unseen?: string | undefined;
}

function unseenFrame(found: readonly FoundDocument[], bound: ReadonlySet<string>): string | undefined {
  const seen = new Set(found.map(({ result }) => result.origin));
  const framed = found
    .flatMap(({ result }) => result.frames)
    .map(({ address, part }) => ({ origin: originOf(address), part }))
    .filter(
      ({ origin, part }) => origin !== undefined && !seen.has(origin) && (bound.has(origin) || part >= LEAST_PART),
    );
  const weight = ({ origin, part }: (typeof framed)[number]) => part + (bound.has(origin ?? '') ? 1_000 : 0);
  return [...framed].sort((a, b) => weight(b) - weight(a))[0]?.origin;
}
