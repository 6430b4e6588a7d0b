import type { Input } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { Control, type ControlProps } from './control';

export interface FieldProps {
  readonly input: Input;
  readonly value: string;
  /** Prefix that makes ids unique when two forms are on a screen. */
  readonly formId: string;
  /** The background still has this secret: empty means unchanged. */
  readonly kept: 'kept' | 'not-kept';
  readonly problem?: string | undefined;
  readonly onInput: (value: string) => void;
  /** The user left the field: a value pasted together with another one can now be taken apart. */
  readonly onLeave?: () => void;
}

/** One input of a method: label, control, help, and what is wrong with it. */
export function Field({ input, value, formId, kept, problem, onInput, onLeave }: FieldProps) {
  const id = `${formId}-${input.name}`;
  const help = input.help ? `${id}-help` : undefined;
  const wrong = problem ? `${id}-problem` : undefined;
  const control: ControlProps = {
    input,
    value,
    id,
    describedBy: [wrong, help].filter((part) => part !== undefined).join(' ') || undefined,
    placeholder: kept === 'kept' ? text('form_kept') : input.example && text('form_example', input.example),
    invalid: problem ? 'true' : undefined,
    onInput,
    onLeave,
  };
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{input.label}</label>
        {input.optional && <span class="field-optional">{text('form_optional')}</span>}
      </div>
      <Control {...control} />
      {problem && (
        <p class="field-problem" id={wrong}>
          {problem}
        </p>
      )}
      {input.help && (
        <p class="field-help" id={help}>
          {input.help}
        </p>
      )}
    </div>
  );
}
