import { useEffect, useRef } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import type { FillRecord } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { ConnectionCard, LastFailure } from '../card/connection-card';
import { Status } from '../card/status';
import { TokenNote } from '../card/token-note';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { forgetForbiddenTask, forgetMappingTask } from '../tasks/next-tasks';
import { FailureNext } from './failure-next-button';
import { FittingButtons, isOlder } from './fitting-buttons';
import type { FittingCardProps } from './fitting-card-props';
import type { PopupContext } from './popup-context';

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
  return (
    <ConnectionCard
      view={view}
      actions={actions}
      layout={position}
      card={card}
      status={<CardStatus view={view} own={own} />}
      main={<FittingButtons {...props} own={own} />}
    >
      {own && <Filled own={own} view={view} context={context} />}
      <LastFailure view={view} activity={context.activity} needs={context.needs.shown} />
      <WayOn view={view} context={context} />
    </ConnectionCard>
  );
}

/** A sign-in's window closes the popup, so this failure's button was never seen: the card has it, as long as it is the last word. */
function WayOn({ view, context }: Pick<FittingCardProps, 'view' | 'context'>) {
  const { lastFailure, connection } = view;
  const { busy, failed } = context.activity;
  if (lastFailure?.code !== 'origin_refused' || busy || failed?.subject === connection.id) return null;
  const last = { subject: connection.id, aim: 'authorize', failure: lastFailure } as const;
  return <FailureNext failed={last} context={context} place="card" />;
}

function CardStatus({ view, own }: { readonly view: ConnectionView; readonly own: FillRecord | undefined }) {
  if (!own) return <Status view={view} />;
  return (
    <>
      <strong class="authorized">
        <Icon name="check" />
        {text('authorized')}
      </strong>
      {' · '}
      <Status view={view} />
    </>
  );
}

interface FilledProps {
  readonly own: FillRecord;
  readonly view: ConnectionView;
  readonly context: PopupContext;
}

function Filled({ own, view, context }: FilledProps) {
  const { report, mapping = {} } = context.view;
  const forget = () => void context.activity.start(forgetMappingTask({ view }, own.origin, context.reload));
  return (
    <div class="card-filled">
      <p>{text('filled_schemes', own.schemes.join(', '))}</p>
      <TokenNote view={view} />
      {report?.keeps && <p class="missing">{text('filled_kept_by_page')}</p>}
      {own.missing.length > 0 && <p class="missing">{text('filled_missing', own.missing.join(', '))}</p>}
      {Object.keys(mapping).length > 0 && (
        <Button kind="link" onClick={forget}>
          {text('map_forget')}
        </Button>
      )}
      {isOlder(own, view) && <p class="missing">{text('filled_older')}</p>}
      {own.forbiddenAt !== undefined && <Forbidden context={context} />}
    </div>
  );
}

/** Until the page's next request is answered otherwise, or its user has read it. */
function Forbidden({ context: { view, activity, reload } }: Pick<FilledProps, 'context'>) {
  return (
    <p class="missing">
      {text('filled_forbidden')}{' '}
      <Button
        kind="link"
        name={text('filled_forbidden_read_name')}
        onClick={() => void activity.start(forgetForbiddenTask(view.tabId, reload))}
      >
        {text('filled_forbidden_read')}
      </Button>
    </p>
  );
}
