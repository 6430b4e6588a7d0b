import type { ConnectionView } from '../../lib/domain/connection';
import { text } from '../../lib/text';
import { nextStep } from '../failure/failure-next';
import { Button } from '../parts/button';
import { authorizeTask } from '../tasks/connection-tasks';
import { allowServerTask, bindTask, sendBareTask } from '../tasks/next-tasks';
import type { Activity, Task } from '../tasks/use-activity';
import { ChooseValues } from './choose-values';
import { type PopupContext, pageOriginOf, shownPage } from './popup-context';

export interface FailureNextProps {
  readonly failed: NonNullable<Activity['failed']>;
  readonly context: PopupContext;
  /** In a form, editing and trying again is what the form itself is for. */
  readonly place: 'form' | 'card';
  readonly onEdit?: (view: ConnectionView) => void;
  readonly onDone?: () => void;
}

/** The button that leads on from a failure, where one click can. */
export function FailureNext({ failed, context, place, onEdit, onDone }: FailureNextProps) {
  const { activity, reload } = context;
  const { fitting, others } = context.view;
  const target = shownPage(context.view);
  const view = [...fitting, ...others].find((candidate) => candidate.connection.id === failed.subject);
  const step = nextStep(failed.failure, pageOriginOf(context.view));
  if (!view || !step || (failed.aim !== 'authorize' && step.do !== 'edit')) return null;
  const button = (label: string, task: Task) => (
    <Button onClick={() => void activity.start(task).then((result) => result === 'done' && onDone?.())}>{label}</Button>
  );
  switch (step.do) {
    case 'allowServer':
      return button(text('allow_server', step.server), allowServerTask({ view, on: target }, step.server, reload));
    case 'bindOrigin':
      return button(text('add_origin', step.origin), bindTask({ view, on: target }, step.origin, reload));
    case 'sendBare':
      return button(text('send_bare'), sendBareTask({ view, on: target }, step.origin, reload));
    case 'map':
      return <ChooseValues step={step} view={view} context={context} />;
    case 'retry': {
      const hosts = [...view.needsHosts, ...step.hosts];
      return place === 'card' ? button(text('try_again'), authorizeTask({ view, on: target, hosts }, reload)) : null;
    }
    case 'edit':
      return place === 'card' ? <Button onClick={() => onEdit?.(view)}>{text('edit_this')}</Button> : null;
  }
}
