import type { ConnectionView } from '../../lib/domain/connection';
import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { cardActions } from '../card/card-actions';
import { FailureAlert } from '../failure/failure-alert';
import type { FormStart } from '../form/form-start';
import { Button } from '../parts/button';
import type { Activity } from '../tasks/use-activity';
import type { Loaded } from '../tasks/use-loaded';
import { OptionsCard } from './options-card';

export interface ConnectionListProps {
  readonly connections: Loaded<readonly ConnectionView[]>;
  readonly vault: VaultView | undefined;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
  readonly onForm: (start: FormStart) => void;
  readonly onAdd: () => void;
}

/** All connections, on the options page. */
export function ConnectionList({ connections, vault, activity, reload, onForm, onAdd }: ConnectionListProps) {
  const { value: views, failure } = connections;
  const own = views?.some((view) => view.connection.id === activity.failed?.subject) ? activity.failed : undefined;
  // What keeps the whole page from its data is said above.
  const failed = own?.failure ?? (views || failure?.code === 'storage_unreadable' ? undefined : failure);
  return (
    <>
      {views?.length === 0 && (
        <p class="hint">
          {text('connections_none')} {text('connections_none_help')}
        </p>
      )}
      <ul class="cards" aria-label={text('connections_all')}>
        {views?.map((view) => (
          <OptionsCard
            key={view.connection.id}
            view={view}
            activity={activity}
            reload={reload}
            actions={cardActions(activity, reload, onForm)}
          />
        ))}
      </ul>
      {failed && <FailureAlert failure={failed} />}
      {!vault?.locked && (
        <Button kind="primary" onClick={onAdd}>
          {text('options_add')}
        </Button>
      )}
    </>
  );
}
