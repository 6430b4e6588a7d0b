import { Fragment } from 'preact';
import type { TabView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { summaryOf } from './summary';

/** Which page this is about: its exact origin, and what it is, in one line. */
export function PageHeader({ view }: { readonly view: TabView }) {
  return (
    <header class="page-header">
      <p class="page-origin">
        {view.origin === undefined ? text('popup_nothing_here') : <Origin origin={view.origin} />}
      </p>
      {view.frame && (
        <p class="page-frame">
          {text('page_in_frame')} <Origin origin={view.frame.origin} />
        </p>
      )}
      <h1 class="page-summary">
        {summaryOf(view).map((part, index) => (
          <Fragment key={part}>
            {index > 0 && ' · '}
            <span>{part}</span>
          </Fragment>
        ))}
      </h1>
    </header>
  );
}

/** In full, with the host standing out: it is what look-alikes change. */
function Origin({ origin }: { readonly origin: string }) {
  const { protocol, host } = new URL(origin);
  return (
    <>
      {`${protocol}//`}
      <strong>{host}</strong>
    </>
  );
}
