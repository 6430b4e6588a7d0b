export interface CheckboxProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly checked: 'on' | 'off';
  readonly onChange: (checked: 'on' | 'off') => void;
}

export function Checkbox({ id, label, help, checked, onChange }: CheckboxProps) {
  return (
    <div class="checkbox">
      <input
        type="checkbox"
        id={id}
        checked={checked === 'on'}
        aria-describedby={help && `${id}-help`}
        onChange={(event) => onChange(event.currentTarget.checked ? 'on' : 'off')}
      />
      <label for={id}>{label}</label>
      {help && <p id={`${id}-help`}>{help}</p>}
    </div>
  );
}
