import type { PageReport } from '../../lib/domain/page';
import type { TabView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { findProvider } from '../definitions';

/** The popup's first line in its parts: "Swagger UI 5", "2 schemes", "not authorized", "Podero fits". */
export function summaryOf(view: TabView): readonly string[] {
  const { report } = view;
  if (!report) return [text(isUnreachable(view) ? 'page_title_unreachable' : 'page_title_none')];
  if (!report.ready) return [report.title, text('page_still_loading')];
  if (report.sends === 'nothing') return [report.title, text('page_sends_nothing')];
  return [report.title, schemes(report), authorization(view, report), fits(view)];
}

/** The browser, or the page itself, keeps us out; otherwise the page was read and is no docs page. */
export function isUnreachable({ failure }: TabView): boolean {
  return failure !== undefined && failure.code !== 'not_a_docs_page';
}

function schemes({ schemes: all }: PageReport): string {
  if (all.length === 0) return text('schemes_none');
  return all.length === 1 ? text('schemes_one') : text('schemes_many', all.length);
}

function authorization({ filled }: TabView, { authorized }: PageReport): string {
  if (filled) return text(filled.missing.length > 0 ? 'page_partly_authorized' : 'page_authorized');
  return text(authorized.length > 0 ? 'page_authorized_by_hand' : 'page_not_authorized');
}

function fits({ fitting, suggestion }: TabView): string {
  const [first, second] = fitting;
  if (first && second) return text('page_fits_many', fitting.length);
  if (first)
    return text(
      'page_fits_one',
      first.connection.providerId === 'any-site' ? first.connection.label : first.providerName,
    );
  const known = suggestion && suggestion.providerId !== 'any-site' ? findProvider(suggestion.providerId) : undefined;
  return known ? text('page_fits_one', known.name) : text('page_fits_none');
}
