import type { ComponentChildren } from 'preact';
import type { ManagedRules } from '../../lib/domain/managed';
import { text } from '../../lib/text';
import { ManagedNote } from '../managed/managed-note';
import { RadioGroup } from '../parts/radio-group';
import { type ChosenMode, isMode, modeChoices } from './modes';
import { NewPassphraseFields } from './new-passphrase-fields';
import type { ModeChoosing } from './use-mode-choice';

export interface ModeFieldsProps {
  readonly choosing: ModeChoosing;
  readonly formId: string;
  /** The way in use, which asks for nothing. */
  readonly now?: ChosenMode | undefined;
  /** The organization wants a passphrase: there is nothing to choose. */
  readonly rules?: ManagedRules | undefined;
  /** What the choice means for the case at hand. */
  readonly children?: ComponentChildren;
}

/**
 * How secrets are to be kept: all three ways in view, the passphrase typed on the spot. Beside a provider's fields only the
 * chosen one says what it means.
 *
 * @see docs/decisions/0051-the-first-form-is-short.md
 */
export function ModeFields({ choosing, formId, now, rules, children }: ModeFieldsProps) {
  const passphrase = now !== 'passphrase' && (
    <NewPassphraseFields
      formId={formId}
      passphrase={choosing.passphrase}
      labels={{ passphrase: text('passphrase'), repeat: text('passphrase_repeat') }}
    />
  );
  return (
    <div class={now === undefined ? 'mode-fields mode-fields-short' : 'mode-fields'}>
      {rules?.passphrase ? (
        <>
          <ManagedNote>{text('managed_rule_passphrase')}</ManagedNote>
          {passphrase}
        </>
      ) : (
        <RadioGroup
          legend={text('mode_legend')}
          group={`${formId}-mode`}
          choices={modeChoices().map((choice) => ({ ...choice, detail: choice.id === 'passphrase' && passphrase }))}
          chosen={choosing.mode}
          onChoose={(id) => isMode(id) && choosing.setMode(id)}
          summaries={now === undefined ? 'chosen' : 'all'}
        />
      )}
      {children}
    </div>
  );
}
