import type { ComponentChildren } from 'preact';

export interface RadioChoice {
  readonly id: string;
  readonly name: string;
  readonly summary?: string | undefined;
  /** What this choice asks for further, shown while it is chosen. */
  readonly detail?: ComponentChildren;
}

export interface RadioGroupProps {
  readonly legend: string;
  /** Unique on the screen. */
  readonly group: string;
  readonly choices: readonly RadioChoice[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** One of a few, all of them visible. Nothing when there is nothing to choose. */
export function RadioGroup({ legend, group, choices, chosen, onChoose }: RadioGroupProps) {
  if (choices.length < 2) return null;
  const described = choices.some((choice) => choice.summary) ? 'radios-described' : 'radios-short';
  return (
    <fieldset class={`radios ${described}`}>
      <legend>{legend}</legend>
      {choices.map(({ id, name, summary, detail }) => (
        <div class="radio" key={id}>
          <input
            type="radio"
            id={`${group}-${id}`}
            name={group}
            value={id}
            checked={id === chosen}
            aria-describedby={summary && `${group}-${id}-summary`}
            onChange={() => onChoose(id)}
          />
          <label for={`${group}-${id}`}>{name}</label>
          {summary && <p id={`${group}-${id}-summary`}>{summary}</p>}
          {detail && id === chosen && <div class="radio-detail">{detail}</div>}
        </div>
      ))}
    </fieldset>
  );
}
