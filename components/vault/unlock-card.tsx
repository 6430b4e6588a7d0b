import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';
import { Field } from '../form/field';
import { focusInput, selectInput } from '../form/focus';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import type { Activity } from '../tasks/use-activity';
import { UNLOCK, unlockTask } from './vault-tasks';

export interface UnlockCardProps {
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  /** Leads to where the way on without the passphrase is explained. */
  readonly onForgot: () => void;
}

const INPUT = 'passphrase';

/** The one thing to do while locked: ready to type, Enter is enough. */
export function UnlockCard({ activity, reload, onForgot }: UnlockCardProps) {
  const [passphrase, setPassphrase] = useState('');
  const [empty, setEmpty] = useState<'yes' | 'no'>('no');
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => {
    if (form.current) focusInput(form.current, INPUT);
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    setEmpty(passphrase === '' ? 'yes' : 'no');
    const failed = passphrase === '' || (await activity.start(unlockTask(passphrase, reload))) === 'failed';
    if (failed && form.current) selectInput(form.current, INPUT);
  };
  const failure = activity.failed?.subject === UNLOCK ? activity.failed.failure : undefined;
  return (
    <form ref={form} class="unlock form" noValidate aria-labelledby={id} onSubmit={submit}>
      <h2 id={id}>
        <Icon name="lock" />
        {text('locked_title')}
      </h2>
      <Field
        input={{ name: INPUT, label: text('passphrase'), secret: true }}
        value={passphrase}
        formId={id}
        kept="not-kept"
        problem={empty === 'yes' ? text('problem_missing') : undefined}
        onInput={setPassphrase}
      />
      {failure && <FailureAlert failure={failure} />}
      <div class="unlock-actions">
        <Button kind="primary" type="submit" busy={activity.busy?.subject === UNLOCK ? activity.busy.text : undefined}>
          {text('unlock')}
        </Button>
        <Button kind="link" onClick={onForgot}>
          {text('passphrase_forgotten')}
        </Button>
      </div>
    </form>
  );
}
