import type { TabView } from '../../lib/domain/view';
import { type TextKey, text } from '../../lib/text';
import { isUnreachable } from './summary';

/** Why there is nothing to authorize here, and what one can do. */
export function NoDocsPage({ view }: { readonly view: TabView }) {
  const empty = view.vault.locked || view.fitting.length + view.others.length === 0;
  const reachable: TextKey = empty ? 'page_no_docs_help_empty' : 'page_no_docs_help';
  return <p class="hint">{text(isUnreachable(view) ? 'page_unreachable_help' : reachable)}</p>;
}
