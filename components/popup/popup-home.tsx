import type { KnownPage } from '../../lib/domain/keep';
import type { FillRecord, TabView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { cardActions } from '../card/card-actions';
import { FailureAlert } from '../failure/failure-alert';
import { type FormStart, startEdit } from '../form/form-start';
import { UNLOCK } from '../vault/vault-tasks';
import { FailureNext } from './failure-next-button';
import { FittingCard } from './fitting-card';
import { FrameOffer } from './frame-offer';
import { KeepPage } from './keep-page';
import { NoDocsPage } from './no-docs-page';
import { OtherConnections } from './other-connections';
import { PageButtonOffer } from './page-button-offer';
import { type PopupContext, pageOriginOf } from './popup-context';
import { SendInstead, SendingNote } from './send-instead';

export interface PopupHomeProps {
  readonly context: PopupContext;
  readonly onForm: (start: FormStart) => void;
}

/** The connections for this page, then all others. */
export function PopupHome({ context, onForm }: PopupHomeProps) {
  const { view, activity, reload } = context;
  const { filled, failure, report } = view;
  const origin = pageOriginOf(view);
  const page = origin === undefined ? undefined : keepablePage(view, origin);
  const { fitting, others } = listsOf(view);
  const actions = cardActions(activity, reload, onForm);
  return (
    <>
      {!report && view.unseenFrame !== undefined && <FrameOffer origin={view.unseenFrame} context={context} />}
      {!report && view.unseenFrame === undefined && <NoDocsPage view={view} />}
      <SendingNote context={context} />
      {failure?.code === 'not_a_docs_page' && (
        <SendInstead context={context} ids={view.fitting.map(({ connection }) => connection.id)} />
      )}
      {fitting.length > 0 && (
        <ul class="cards" aria-label={text('connections_fitting')}>
          {[...fitting].sort(filledFirst(filled)).map((connection, index) => (
            <FittingCard
              key={connection.connection.id}
              view={connection}
              position={index === 0 ? 'first' : 'row'}
              context={context}
              actions={actions}
            />
          ))}
        </ul>
      )}
      <Failed context={context} onForm={onForm} />
      {page && (filled || view.keep === 'on') && <KeepPage page={page} context={context} />}
      {filled && !view.frame && view.keep !== 'unasked' && <PageButtonOffer origin={filled.origin} />}
      {others.length > 0 && (
        <OtherConnections views={others} context={context} actions={actions} open={failure ? 'yes' : 'no'} />
      )}
    </>
  );
}

/** What its user can have a word for: not a frame with a third page between it and the tab's. */
function keepablePage({ frame }: TabView, origin: string): KnownPage | undefined {
  if (frame && frame.top === undefined) return undefined;
  return { origin, top: frame?.top };
}

/** On a page of the provider's that is no docs page nothing can be filled in, so nothing is offered to. */
function listsOf({ fitting, others, failure }: TabView): Pick<TabView, 'fitting' | 'others'> {
  return failure?.code === 'not_a_docs_page' ? { fitting: [], others: [...fitting, ...others] } : { fitting, others };
}

function filledFirst(filled: FillRecord | undefined) {
  const rank = (id: string) => (id === filled?.connectionId ? 0 : 1);
  return (a: { connection: { id: string } }, b: { connection: { id: string } }) =>
    rank(a.connection.id) - rank(b.connection.id);
}

function Failed({ context, onForm }: PopupHomeProps) {
  const { failed } = context.activity;
  if (!failed || failed.subject === UNLOCK) return null;
  const unfillable = failed.failure.code === 'no_fitting_scheme' || failed.failure.code === 'cookie_scheme_only';
  return (
    <FailureAlert failure={failed.failure}>
      <FailureNext failed={failed} context={context} place="card" onEdit={(view) => onForm(startEdit(view))} />
      {unfillable && <SendInstead context={context} ids={[failed.subject]} />}
    </FailureAlert>
  );
}
