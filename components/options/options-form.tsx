import type { VaultView } from '../../lib/domain/view';
import { FailureAlert } from '../failure/failure-alert';
import { ConnectionForm, type Submission } from '../form/connection-form';
import type { FormStart } from '../form/form-start';
import { saveDraftTask } from '../tasks/connection-tasks';
import type { Activity } from '../tasks/use-activity';

export interface OptionsFormProps {
  readonly start: FormStart;
  readonly vault: VaultView | undefined;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
  readonly onChangeProvider: () => void;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The form without a page: it saves, and obtains where there is something to obtain. */
export function OptionsForm({ start, vault, activity, reload, onChangeProvider, onDone, onCancel }: OptionsFormProps) {
  const submit = async ({ draft, hosts, choose }: Submission) => {
    const result = await activity.start(saveDraftTask({ draft, hosts, choose }, reload));
    if (result === 'done') onDone();
    return result;
  };
  const failed = activity.failed?.subject === start.id ? activity.failed.failure : undefined;
  return (
    <ConnectionForm
      start={start}
      vault={vault}
      busy={activity.busy?.subject === start.id ? activity.busy.text : undefined}
      alert={failed && <FailureAlert failure={failed} />}
      onSubmit={submit}
      onChangeProvider={onChangeProvider}
      onCancel={onCancel}
    />
  );
}
