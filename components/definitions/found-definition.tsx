import type { FoundDefinition as Found } from '../../lib/definitions/file-view';
import { text } from '../../lib/text';
import { InsideQuestions } from './inside-questions';

export interface FoundDefinitionProps {
  readonly found: Found;
  readonly confirmed: readonly string[];
  readonly onConfirm: (origin: string, answer: 'on' | 'off') => void;
}

const STATES = { new: 'definition_new', changed: 'definition_changed', same: 'definition_same' } as const;

/** One definition before it is stored: everything it would talk to, and what changes for connections that use it. */
export function FoundDefinition({ found, confirmed, onConfirm }: FoundDefinitionProps) {
  const { definition, state, reach, gone, asksAgain } = found;
  return (
    <li class="definition-found">
      <p class="definition-name">
        {definition.name} <code>{definition.id}</code> <span class="definition-state">{text(STATES[state])}</span>
      </p>
      <Origins title={text('definition_talks')} origins={reach.origins} />
      {reach.typed.length > 0 && <p>{text('definition_typed', reach.typed.join(', '))}</p>}
      <Origins title={text('definition_gone')} origins={gone} />
      <p class="field-help">{text('definition_binds_nothing')}</p>
      {asksAgain.length > 0 && <p class="definition-warning">{text('definition_asks_again', asksAgain.join(', '))}</p>}
      <InsideQuestions
        id={`inside-${definition.id}`}
        origins={reach.inside}
        confirmed={confirmed}
        onConfirm={onConfirm}
      />
    </li>
  );
}

function Origins({ title, origins }: { readonly title: string; readonly origins: readonly string[] }) {
  if (origins.length === 0) return null;
  return (
    <div>
      <p>{title}</p>
      <ul class="definition-origins">
        {origins.map((origin) => (
          <li key={origin}>
            <code>{origin}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
