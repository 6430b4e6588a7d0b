import type { TabView } from '../../lib/domain/view';
import { FailureAlert } from '../failure/failure-alert';
import { ConnectionForm, type Submission } from '../form/connection-form';
import type { FormStart } from '../form/form-start';
import { authorizeDraftTask, saveDraftTask } from '../tasks/connection-tasks';
import { FailureNext } from './failure-next-button';
import { type PopupContext, pageOriginOf, shownPage } from './popup-context';

export interface PopupFormProps {
  readonly start: FormStart;
  readonly context: PopupContext;
  /** From now on the form stays until it worked, whatever else appears. */
  readonly onPin: () => void;
  readonly onDone: () => void;
  readonly onChangeProvider: () => void;
  readonly onCancel: (() => void) | undefined;
}

/** The form in the popup: one button saves, obtains and fills. */
export function PopupForm({ start, context, onPin, onDone, onChangeProvider, onCancel }: PopupFormProps) {
  const { view, activity, reload } = context;
  const submit = async ({ draft, hosts, choose, purpose }: Submission) => {
    const task =
      purpose === 'authorize'
        ? authorizeDraftTask({ draft, hosts, choose, on: shownPage(view) }, reload)
        : saveDraftTask({ draft, hosts, choose }, reload);
    const running = activity.start(task);
    onPin();
    const result = await running;
    if (result === 'done') onDone();
    return result;
  };
  const failed = activity.failed?.subject === start.id ? activity.failed : undefined;
  return (
    <ConnectionForm
      start={start}
      vault={view.vault}
      pageOrigin={pageOriginOf(view)}
      schemes={view.report?.schemes}
      reachable={failed?.failure.code === 'permission_missing' ? undefined : reachableOrigin(view)}
      busy={activity.busy?.subject === start.id ? activity.busy.text : undefined}
      alert={
        failed && (
          <FailureAlert failure={failed.failure}>
            <FailureNext failed={failed} context={context} place="form" onDone={onDone} />
          </FailureAlert>
        )
      }
      onSubmit={submit}
      onChangeProvider={onChangeProvider}
      onCancel={onCancel}
    />
  );
}

/** In Chromium the click itself lets the background talk to the tab's own origin (docs/facts.md#activetab-fetch). */
function reachableOrigin({ origin }: TabView): string | undefined {
  return import.meta.env.CHROME ? origin : undefined;
}
