export interface CheckboxProps {
  readonly id: string;
  /** Name among the inputs of a form, for finding it when it is wrong. */
  readonly input?: string;
  readonly label: string;
  readonly help?: string;
  readonly checked: 'on' | 'off';
  readonly onChange: (checked: 'on' | 'off') => void;
}

export function Checkbox({ id, input, label, help, checked, onChange }: CheckboxProps) {
  return (
    <div class="checkbox">
      <input
        type="checkbox"
        id={id}
        data-input={input}
        checked={checked === 'on'}
        aria-describedby={help && `${id}-help`}
        onChange={(event) => onChange(event.currentTarget.checked ? 'on' : 'off')}
      />
      <label for={id}>{label}</label>
      {help && <p id={`${id}-help`}>{help}</p>}
    </div>
  );
}
