import { useId } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import type { RotationView } from '../../lib/domain/rotation';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import type { Activity } from '../tasks/use-activity';
import { inventorySubject } from './inventory-tasks';
import { endTask, resumeTask } from './rotation-tasks';

export interface RotationProps {
  readonly view: ConnectionView;
  readonly rotation: RotationView;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
}

/** How far each step has come when a rotation stands at it. */
const REACHED: Readonly<Record<RotationView['step'], number>> = { create: 0, verify: 2, use: 3, delete: 3 };

/** Where the replacement of a token stands, and the one click that goes on. */
export function Rotation({ view, rotation, activity, reload }: RotationProps) {
  const title = useId();
  const { step, name, oldName, failure } = rotation;
  const busy = activity.busy?.subject === inventorySubject(view) ? activity.busy.text : undefined;
  const steps = [
    text('rotation_create', name),
    text('rotation_store'),
    text('rotation_verify'),
    text('rotation_delete', oldName),
  ];
  return (
    <section class="rotation" aria-labelledby={title}>
      <h3 id={title}>{text('rotation_title', oldName)}</h3>
      <ol>
        {steps.map((words, index) => (
          <RotationStep key={words} words={words} place={index - REACHED[step]} />
        ))}
      </ol>
      {failure && failure.code !== 'unknown_outcome' && <FailureAlert failure={failure} />}
      {failure && <p role="alert">{standsText(rotation)}</p>}
      {failure && (
        <div class="buttons">
          <RotationButtons
            rotation={rotation}
            busy={busy}
            onResume={() => void activity.start(resumeTask(view, rotation, reload))}
            onEnd={(how) => void activity.start(endTask(view, how, reload))}
          />
        </div>
      )}
    </section>
  );
}

function RotationStep({ words, place }: { readonly words: string; readonly place: number }) {
  const state = place < 0 ? 'done' : place === 0 ? 'now' : 'later';
  return (
    <li class={`step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      {state === 'done' && <Icon name="check" />}
      {words}
      {state !== 'later' && (
        <span class="visually-hidden">, {text(state === 'done' ? 'rotation_step_done' : 'rotation_step_now')}</span>
      )}
    </li>
  );
}

function standsText({ step, stray, name }: RotationView): string {
  switch (step) {
    case 'create':
      return text(stray === 'yes' ? 'rotation_stands_stray' : 'rotation_stands_create', name);
    case 'delete':
      return text('rotation_stands_delete');
    default:
      return text('rotation_stands_verify');
  }
}

interface RotationButtonsProps {
  readonly rotation: RotationView;
  readonly busy: string | undefined;
  readonly onResume: () => void;
  readonly onEnd: (how: 'delete new' | 'keep both') => void;
}

const RESUME = {
  create: 'rotation_look',
  verify: 'rotation_check_again',
  use: 'rotation_go_on',
  delete: 'rotation_delete_old',
} as const;

function RotationButtons({ rotation: { step, stray }, busy, onResume, onEnd }: RotationButtonsProps) {
  const isStray = stray === 'yes';
  return (
    <>
      {!isStray && (
        <Button kind="primary" busy={busy} onClick={onResume}>
          {text(RESUME[step])}
        </Button>
      )}
      {(isStray || step === 'verify' || step === 'use') && (
        <Button kind={isStray ? 'danger' : 'secondary'} onClick={() => onEnd('delete new')}>
          {text('rotation_delete_new')}
        </Button>
      )}
      <Button kind="quiet" onClick={() => onEnd('keep both')}>
        {text(step === 'create' ? 'rotation_close' : 'rotation_keep_both')}
      </Button>
    </>
  );
}
