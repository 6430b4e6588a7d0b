import { useEffect, useRef } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import type { FillRecord } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { ConnectionCard, LastFailure } from '../card/connection-card';
import type { ConnectionActions } from '../card/connection-menu';
import { statusText } from '../card/status-text';
import { Icon } from '../parts/icon';
import { FittingButtons, isOlder } from './fitting-buttons';
import type { PopupContext } from './popup-context';

export interface FittingCardProps {
  readonly view: ConnectionView;
  /** The first card carries the primary button. */
  readonly position: 'first' | 'row';
  readonly context: PopupContext;
  readonly actions: ConnectionActions;
}

/** A connection that is meant for this page. */
export function FittingCard(props: FittingCardProps) {
  const { view, position, context, actions } = props;
  const { filled } = context.view;
  const own = filled?.connectionId === view.connection.id ? filled : undefined;
  const card = useRef<HTMLLIElement>(null);
  const filledAt = own?.at;
  useEffect(() => {
    if (filledAt !== undefined && document.activeElement === document.body) card.current?.focus();
  }, [filledAt]);
  const failedNow = context.activity.failed?.subject === view.connection.id;
  return (
    <ConnectionCard
      view={view}
      actions={actions}
      layout={position}
      card={card}
      status={<Status view={view} own={own} />}
      main={<FittingButtons {...props} own={own} />}
    >
      {own && <Filled own={own} view={view} />}
      {!failedNow && <LastFailure view={view} />}
    </ConnectionCard>
  );
}

function Status({ view, own }: { readonly view: ConnectionView; readonly own: FillRecord | undefined }) {
  if (!own) return statusText(view, Date.now());
  return (
    <>
      <strong class="authorized">
        <Icon name="check" />
        {text('authorized')}
      </strong>
      {' · '}
      {statusText(view, Date.now())}
    </>
  );
}

function Filled({ own, view }: { readonly own: FillRecord; readonly view: ConnectionView }) {
  return (
    <div class="card-filled">
      <p>{text('filled_schemes', own.schemes.join(', '))}</p>
      {own.missing.length > 0 && <p class="missing">{text('filled_missing', own.missing.join(', '))}</p>}
      {isOlder(own, view) && <p class="missing">{text('filled_older')}</p>}
    </div>
  );
}
