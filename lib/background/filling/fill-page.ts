import { TokenfillError } from '../../domain/errors';
import type { PageReport } from '../../domain/page';
import type { Injector } from '../pages/inject';
import { askReport, type PageLine } from '../pages/page-line';
import type { Planned } from './fill-record';

/** What a fill asks of the page before it carries anything into it. */

/** How long a fill waits for a page that is still loading its API document, ms. */
export const FILL_PATIENCE = 8_000;

/** @throws TokenfillError `not_a_docs_page`, `page_loading` */
export function readyReport(report: PageReport | undefined): PageReport {
  if (!report) throw new TokenfillError('not_a_docs_page');
  if (!report.ready) throw new TokenfillError('page_loading');
  return report;
}

/** What a document says it is, over a line of its own: nothing is carried in. @throws as {@link readyReport}, and `open` */
export async function lookAt(
  injector: Pick<Injector, 'open'>,
  tabId: number,
  origin: string,
  frameId?: number,
): Promise<PageReport> {
  const line = await injector.open(tabId, origin, frameId);
  try {
    return readyReport(await askReport(line, origin, FILL_PATIENCE));
  } finally {
    line.close();
  }
}

/**
 * The plan; when there is none for what the page has become (another server, another document), what we filled earlier is
 * taken out first: Swagger UI up to 3.38 keeps a scheme's value and sends it to the new server (measured).
 */
export async function planOrLogOut(
  line: PageLine,
  origin: string,
  ours: readonly string[],
  make: () => Planned,
): Promise<Planned> {
  try {
    return make();
  } catch (error) {
    if (ours.length > 0) await line.ask({ ask: 'logOut', origin, schemes: ours });
    throw error;
  }
}
