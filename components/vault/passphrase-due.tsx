import { useEffect, useId, useRef } from 'preact/hooks';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';
import { focusInput } from '../form/focus';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import type { Activity } from '../tasks/use-activity';
import { NewPassphraseFields, partName } from './new-passphrase-fields';
import { useNewPassphrase } from './use-new-passphrase';
import { MODE, setPassphraseTask } from './vault-tasks';

export interface PassphraseDueProps {
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
}

/** The organization wants a passphrase and secrets are kept without one: the one thing to do, ready to type. */
export function PassphraseDue({ activity, reload }: PassphraseDueProps) {
  const passphrase = useNewPassphrase();
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => {
    if (form.current) focusInput(form.current, partName('passphrase'));
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    const [wrong] = passphrase.check().map(partName);
    if (wrong !== undefined) return form.current && focusInput(form.current, wrong);
    return void activity.start(setPassphraseTask(passphrase.typed.passphrase, reload));
  };
  const failure = activity.failed?.subject === MODE ? activity.failed.failure : undefined;
  return (
    <form ref={form} class="unlock form" noValidate aria-labelledby={id} onSubmit={submit}>
      <h2 id={id}>
        <Icon name="lock" />
        {text('managed_due_title')}
      </h2>
      <p class="hint">{text('managed_due')}</p>
      <NewPassphraseFields
        formId={id}
        passphrase={passphrase}
        labels={{ passphrase: text('passphrase'), repeat: text('passphrase_repeat') }}
      />
      {failure && <FailureAlert failure={failure} />}
      <div class="unlock-actions">
        <Button kind="primary" type="submit" busy={activity.busy?.subject === MODE ? activity.busy.text : undefined}>
          {text('managed_due_set')}
        </Button>
      </div>
    </form>
  );
}
