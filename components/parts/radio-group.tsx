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
  /** Whether every choice says what it means, or only the chosen one, where room is short. */
  readonly summaries?: 'all' | 'chosen' | undefined;
}

/** One of a few, all of them visible. Nothing when there is nothing to choose. */
export function RadioGroup({ legend, group, choices, chosen, onChoose, summaries = 'all' }: RadioGroupProps) {
  if (choices.length < 2) return null;
  const described = choices.some((choice) => choice.summary) ? 'radios-described' : 'radios-short';
  return (
    <fieldset class={`radios ${described}`}>
      <legend>{legend}</legend>
      <div class="radio-list">
        {choices.map(({ summary, ...choice }) => (
          <Radio
            key={choice.id}
            {...choice}
            summary={summaries === 'all' || choice.id === chosen ? summary : undefined}
            group={group}
            chosen={chosen}
            onChoose={onChoose}
          />
        ))}
      </div>
    </fieldset>
  );
}

type RadioProps = RadioChoice & Pick<RadioGroupProps, 'group' | 'chosen' | 'onChoose'>;

function Radio({ id, name, summary, detail, group, chosen, onChoose }: RadioProps) {
  return (
    <div class="radio">
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
  );
}
