import { text } from '../../lib/text';
import { Checkbox } from '../parts/checkbox';

export interface InsideQuestionsProps {
  /** What the fields' ids begin with. */
  readonly id: string;
  /** Private addresses that a file leads to. */
  readonly origins: readonly string[];
  readonly confirmed: readonly string[];
  readonly onConfirm: (origin: string, answer: 'on' | 'off') => void;
}

/** A private address that a file leads to is asked about by its name. */
export function InsideQuestions({ id, origins, confirmed, onConfirm }: InsideQuestionsProps) {
  return origins.map((origin) => (
    <div key={origin} class="definition-warning">
      <Checkbox
        id={`${id}-${origin}`}
        label={text('definition_inside', origin)}
        help={text('definition_inside_help')}
        checked={confirmed.includes(origin) ? 'on' : 'off'}
        onChange={(answer) => onConfirm(origin, answer)}
      />
    </div>
  ));
}

/** The list with or without one of it, as its checkbox says. */
export function chosenIn(all: readonly string[], one: string, answer: 'on' | 'off'): readonly string[] {
  const others = all.filter((other) => other !== one);
  return answer === 'on' ? [...others, one] : others;
}
