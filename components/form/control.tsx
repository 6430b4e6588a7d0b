import type { Input } from '../../lib/provider/definition';
import { text } from '../../lib/text';

export interface ControlProps {
  readonly input: Input;
  readonly id: string;
  readonly value: string;
  readonly placeholder: string | undefined;
  readonly describedBy: string | undefined;
  readonly invalid: 'true' | undefined;
  readonly onInput: (value: string) => void;
  readonly onLeave: (() => void) | undefined;
}

const QUIET = { autocomplete: 'off', autocapitalize: 'off', spellcheck: false } as const;

function attributesOf({ input, id, value, describedBy, invalid, onInput }: ControlProps) {
  return {
    id,
    value,
    'data-input': input.name,
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
    'aria-required': input.optional ? undefined : ('true' as const),
    onInput: (event: { readonly currentTarget: { readonly value: string } }) => onInput(event.currentTarget.value),
  };
}

/** The control for one type of input. A secret is a password field and is never turned into readable text. */
export function Control(props: ControlProps) {
  const { input, placeholder, onLeave } = props;
  const common = attributesOf(props);
  if (input.type === 'choice') return <Choice {...props} />;
  if (input.type === 'list' || input.type === 'parameters') {
    return <textarea {...common} {...QUIET} rows={3} placeholder={placeholder} onChange={onLeave} />;
  }
  return (
    <input
      {...common}
      {...QUIET}
      type={typeOf(input)}
      placeholder={placeholder}
      min={input.min}
      max={input.max}
      onChange={onLeave}
    />
  );
}

/** Preact's types want one literal type per element; which one it is, only the definition knows. */
function typeOf(input: Input): 'text' {
  const type = input.type === 'endpoint' ? 'url' : (input.type ?? 'text');
  return (input.secret ? 'password' : type) as 'text';
}

function Choice(props: ControlProps) {
  const { input, value } = props;
  const choices = input.choices ?? [];
  const known = choices.some((choice) => choice.value === value);
  return (
    <select {...attributesOf(props)}>
      {!known && <option value="">{text('form_choose')}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value} selected={choice.value === value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
