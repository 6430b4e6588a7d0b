import { useId, useState } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import { text } from '../../lib/text';
import { ConnectionCard, LastFailure } from '../card/connection-card';
import type { ConnectionActions } from '../card/connection-menu';
import { Status } from '../card/status';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { bindTask } from '../tasks/next-tasks';
import { type PopupContext, pageOriginOf, shownPage } from './popup-context';

export interface OtherConnectionsProps {
  readonly views: readonly ConnectionView[];
  readonly context: PopupContext;
  readonly actions: ConnectionActions;
  readonly open: 'yes' | 'no';
}

/** Connections that are not meant for this page. */
export function OtherConnections({ views, context, actions, open }: OtherConnectionsProps) {
  return (
    <details class="others" open={open === 'yes'}>
      <summary>
        <Icon name="chevron" />
        {text('connections_others', views.length)}
      </summary>
      <ul class="cards">
        {views.map((view) => (
          <OtherCard key={view.connection.id} view={view} context={context} actions={actions} />
        ))}
      </ul>
    </details>
  );
}

type OtherCardProps = Omit<OtherConnectionsProps, 'open' | 'views'> & { readonly view: ConnectionView };

function OtherCard({ view, context, actions }: OtherCardProps) {
  const [asked, setAsked] = useState<'asked' | 'not-asked'>('not-asked');
  const id = useId();
  const origin = pageOriginOf(context.view);
  const { label } = view.connection;
  const use = (
    <Button
      name={text('use_here_of', label)}
      expanded={asked === 'asked' ? 'yes' : 'no'}
      controls={id}
      onClick={() => setAsked(asked === 'asked' ? 'not-asked' : 'asked')}
    >
      {text('use_here')}
    </Button>
  );
  return (
    <ConnectionCard
      view={view}
      actions={actions}
      layout="row"
      status={<Status view={view} />}
      main={origin && view.status !== 'locked' && view.managed?.others !== 'refused' && use}
    >
      {origin && asked === 'asked' && <Confirm id={id} view={view} origin={origin} context={context} />}
      <LastFailure view={view} activity={context.activity} needs={context.needs.shown} />
    </ConnectionCard>
  );
}

type ConfirmProps = Omit<OtherCardProps, 'actions'> & { readonly id: string; readonly origin: string };

/** Binding a page is confirmed with its origin in full (SECURITY.md#bound-origins). */
function Confirm({ id, view, origin, context }: ConfirmProps) {
  const { activity, reload } = context;
  const busy = activity.busy?.subject === view.connection.id ? activity.busy.text : undefined;
  return (
    <div class="card-confirm" id={id}>
      <p>{text('use_here_help')}</p>
      <Button
        kind="primary"
        busy={busy}
        name={text('add_origin_of', origin, view.connection.label)}
        onClick={() => void activity.start(bindTask({ view, on: shownPage(context.view) }, origin, reload))}
      >
        {text('add_origin', origin)}
      </Button>
    </div>
  );
}
