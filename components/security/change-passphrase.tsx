import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { FormEnd } from '../failure/form-end';
import { Field } from '../form/field';
import { focusInput, selectInput } from '../form/focus';
import type { Activity } from '../tasks/use-activity';
import { NewPassphraseFields, partName } from '../vault/new-passphrase-fields';
import { useNewPassphrase } from '../vault/use-new-passphrase';
import { changePassphraseTask, PASSPHRASE } from '../vault/vault-tasks';

export interface ChangePassphraseProps {
  readonly id: string;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  readonly onClose: () => void;
}

const OLD = 'old-passphrase';

/** The old one once, the new one twice. */
export function ChangePassphrase({ id, activity, reload, onClose }: ChangePassphraseProps) {
  const [old, setOld] = useState('');
  const [problem, setProblem] = useState<string>();
  const next = useNewPassphrase();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (form.current) focusInput(form.current, OLD);
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    setProblem(old === '' ? text('problem_missing') : undefined);
    const [wrong] = [...(old === '' ? [OLD] : []), ...next.check().map(partName)];
    if (wrong !== undefined) return form.current && focusInput(form.current, wrong);
    const result = await activity.start(changePassphraseTask({ old, next: next.typed.passphrase }, reload));
    if (result === 'done') return onClose();
    if (form.current) selectInput(form.current, OLD);
  };
  return (
    <form ref={form} id={id} class="form" noValidate aria-label={text('change_passphrase')} onSubmit={submit}>
      <Field
        input={{ name: OLD, label: text('passphrase_old'), secret: true }}
        value={old}
        formId={id}
        kept="not-kept"
        problem={problem}
        onInput={setOld}
      />
      <NewPassphraseFields
        formId={id}
        passphrase={next}
        labels={{ passphrase: text('passphrase_new'), repeat: text('passphrase_new_repeat') }}
      />
      <FormEnd activity={activity} subject={PASSPHRASE} submit={text('save_passphrase')} onCancel={onClose} />
    </form>
  );
}
