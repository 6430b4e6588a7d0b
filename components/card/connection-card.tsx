import type { ComponentChildren, Ref } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import type { Need } from '../../lib/domain/need';
import { text } from '../../lib/text';
import { errorText } from '../failure/failure-text';
import { isSaid } from '../needs/said-once';
import { Button } from '../parts/button';
import { EnvironmentChip } from '../parts/environment-chip';
import { Icon } from '../parts/icon';
import type { Activity } from '../tasks/use-activity';
import { type ConnectionActions, ConnectionMenu } from './connection-menu';
import { RemoveQuestion } from './remove-question';

export interface ConnectionCardProps {
  readonly view: ConnectionView;
  readonly actions: ConnectionActions;
  /** The state in words. */
  readonly status: ComponentChildren;
  /** The button of the card; beside the text on a row, below it on the first card. */
  readonly main?: ComponentChildren;
  readonly layout: 'first' | 'row';
  /** Further lines: what was filled, what failed. */
  readonly children?: ComponentChildren;
  /** Takes the focus when the button that had it is gone. */
  readonly card?: Ref<HTMLLIElement>;
}

/** One connection: what it is called, where it works, how it stands, and what can be done with it. */
export function ConnectionCard({ view, actions, status, main, layout, children, card }: ConnectionCardProps) {
  const [menu, setMenu] = useState<'open' | 'closed' | 'remove'>('closed');
  const menuId = useId();
  const { label } = view.connection;
  return (
    <li class={`card card-${layout}`} aria-label={label} ref={card} tabIndex={-1}>
      <div class="card-head">
        <div class="card-text">
          <p class="card-label" title={label}>
            {label}
          </p>
          <EnvironmentChip environment={view.environment} />
          <p class="card-status">{status}</p>
        </div>
        <div class="card-side">
          {layout === 'row' && main}
          {view.status !== 'locked' && (
            <Button
              kind="quiet"
              class="icon-button"
              name={text('more_actions', label)}
              expanded={menu === 'open' ? 'yes' : 'no'}
              controls={menuId}
              onClick={() => setMenu(menu === 'open' ? 'closed' : 'open')}
            >
              <Icon name="more" />
            </Button>
          )}
        </div>
      </div>
      {layout === 'first' && children}
      {layout === 'first' && main}
      {menu === 'open' && view.status !== 'locked' && (
        <ConnectionMenu
          id={menuId}
          view={view}
          actions={actions}
          onRemove={() => (view.ending === 'by hand' ? actions.onRemove(view, 'keep') : setMenu('remove'))}
        />
      )}
      {menu === 'remove' && <RemoveQuestion view={view} actions={actions} onCancel={() => setMenu('closed')} />}
      {layout === 'row' && children}
    </li>
  );
}

interface LastFailureProps {
  readonly view: ConnectionView;
  readonly activity: Pick<Activity, 'busy' | 'failed'>;
  /** What needs the user and is said on this screen. */
  readonly needs: readonly Need[];
}

/** What the last try came to, said small: the connection itself is unharmed. Not beside a newer one that runs or failed, nor a second time. */
export function LastFailure({ view, activity: { busy, failed }, needs }: LastFailureProps) {
  const { id } = view.connection;
  if (!view.lastFailure || isSaid(needs, view) || busy?.subject === id || failed?.subject === id) return null;
  return <p class="card-note">{text('last_failure', errorText(view.lastFailure.code))}</p>;
}
