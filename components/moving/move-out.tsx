import { useEffect, useRef } from 'preact/hooks';
import { text } from '../../lib/text';
import { FormEnd } from '../failure/form-end';
import { focusInput } from '../form/focus';
import type { Activity } from '../tasks/use-activity';
import { NewPassphraseFields, partName } from '../vault/new-passphrase-fields';
import { useNewPassphrase } from '../vault/use-new-passphrase';
import { exportTask, MOVE_OUT } from './moving-tasks';

export interface MoveOutProps {
  readonly id: string;
  readonly activity: Activity;
  readonly onClose: () => void;
}

/** A new passphrase, twice: the file's own. Without one there is no file. */
export function MoveOut({ id, activity, onClose }: MoveOutProps) {
  const passphrase = useNewPassphrase();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (form.current) focusInput(form.current, partName('passphrase'));
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const [wrong] = passphrase.check().map(partName);
    if (wrong !== undefined) return form.current && focusInput(form.current, wrong);
    if ((await activity.start(exportTask(passphrase.typed.passphrase))) === 'done') onClose();
  };
  return (
    <form ref={form} id={id} class="form" noValidate aria-label={text('export_name')} onSubmit={submit}>
      <NewPassphraseFields
        formId={id}
        passphrase={passphrase}
        labels={{ passphrase: text('file_passphrase_new'), repeat: text('file_passphrase_repeat') }}
      />
      <FormEnd activity={activity} subject={MOVE_OUT} submit={text('export_save')} onCancel={onClose} />
    </form>
  );
}
