import { FailureAlert } from '../failure/failure-alert';
import { ConnectionForm, type Submission } from '../form/connection-form';
import type { FormStart } from '../form/form-start';
import { saveDraftTask } from '../tasks/connection-tasks';
import type { Activity } from '../tasks/use-activity';

export interface OptionsFormProps {
  readonly start: FormStart;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
  readonly onChangeProvider: () => void;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The form without a page: it saves, and obtains where there is something to obtain. */
export function OptionsForm({ start, activity, reload, onChangeProvider, onDone, onCancel }: OptionsFormProps) {
  const submit = async ({ draft, hosts }: Submission) => {
    const result = await activity.start(saveDraftTask({ draft, hosts }, reload));
    if (result === 'done') onDone();
    return result;
  };
  const failed = activity.failed?.subject === start.id ? activity.failed.failure : undefined;
  return (
    <ConnectionForm
      start={start}
      busy={activity.busy?.subject === start.id ? activity.busy.text : undefined}
      alert={failed && <FailureAlert failure={failed} />}
      onSubmit={submit}
      onChangeProvider={onChangeProvider}
      onCancel={onCancel}
    />
  );
}
