import { useId, useRef } from 'preact/hooks';
import type { TextKey } from '../../lib/text';
import { text } from '../../lib/text';
import { FormEnd } from '../failure/form-end';
import { focusInput } from '../form/focus';
import type { Activity } from '../tasks/use-activity';
import { ModeFields } from '../vault/mode-fields';
import type { ChosenMode } from '../vault/modes';
import { useModeChoice } from '../vault/use-mode-choice';
import { changeModeTask, MODE } from '../vault/vault-tasks';

export interface ChangeModeProps {
  readonly mode: ChosenMode;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
}

const MOVES: Readonly<Record<ChosenMode, TextKey>> = {
  passphrase: 'move_to_passphrase',
  session: 'move_to_session',
  device: 'move_to_device',
};

/** The three ways with the present one chosen; another one says where the secrets go before they do. */
export function ChangeMode({ mode, activity, reload }: ChangeModeProps) {
  const choosing = useModeChoice(mode);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  /** The buttons go, so the focus returns to the choice. */
  const close = (now: ChosenMode) => {
    choosing.reset();
    form.current?.querySelector<HTMLInputElement>(`input[value="${now}"]`)?.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const [wrong] = choosing.check();
    if (wrong !== undefined) return form.current && focusInput(form.current, wrong);
    const choice = choosing.value();
    if ((await activity.start(changeModeTask(choice, reload))) === 'done') close(choice.mode);
  };
  return (
    <form ref={form} class="form" noValidate aria-label={text('change_mode_form')} onSubmit={submit}>
      <ModeFields choosing={choosing} formId={id} now={mode}>
        {choosing.mode !== mode && <p>{text(MOVES[choosing.mode])}</p>}
        {choosing.mode !== mode && (
          <FormEnd activity={activity} subject={MODE} submit={text('change_mode')} onCancel={() => close(mode)} />
        )}
      </ModeFields>
    </form>
  );
}
