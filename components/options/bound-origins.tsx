import { useState } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import { text } from '../../lib/text';
import { ManagedNote } from '../managed/managed-note';
import { Button } from '../parts/button';
import type { Activity } from '../tasks/use-activity';
import { bindOriginTask, unbindOriginTask } from './origin-tasks';
import { typedOrigin } from './typed-origin';

export interface BoundOriginsProps {
  readonly id: string;
  readonly view: ConnectionView;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
}

/** Where a connection may be filled in: exact origins, to look at, take away and add. */
export function BoundOrigins({ id, view, activity, reload }: BoundOriginsProps) {
  const { id: connectionId, label, origins } = view.connection;
  const { origins: fixed = [], others } = view.managed ?? {};
  const open = view.status !== 'locked';
  return (
    <div class="origins" id={id}>
      <p class="field-help">{text(origins.length > 0 ? 'options_pages_help' : 'options_pages_none')}</p>
      <ul aria-label={text('options_pages_of', label)}>
        {origins.map((origin) => (
          <li key={origin}>
            <code>{origin}</code>
            {fixed.includes(origin) && <ManagedNote />}
            {open && !fixed.includes(origin) && (
              <Button
                kind="quiet"
                name={text('options_page_remove_of', origin, label)}
                onClick={() => void activity.start(unbindOriginTask({ connectionId, origin }, reload))}
              >
                {text('remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others === 'refused' && <ManagedNote>{text('managed_pages_only')}</ManagedNote>}
      {open && others !== 'refused' && (
        <AddOrigin
          id={`${id}-add`}
          onAdd={(origin) => activity.start(bindOriginTask({ connectionId, origin }, reload))}
        />
      )}
    </div>
  );
}

interface AddOriginProps {
  readonly id: string;
  readonly onAdd: (origin: string) => Promise<'done' | 'failed' | 'busy'>;
}

/** What was typed is shown back as the exact origin that will be bound, on the button itself. */
function AddOrigin({ id, onAdd }: AddOriginProps) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<'none' | 'invalid'>('none');
  const origin = typedOrigin(typed);
  const submit = async (event: Event) => {
    event.preventDefault();
    setProblem(origin === undefined ? 'invalid' : 'none');
    if (origin !== undefined && (await onAdd(origin)) === 'done') setTyped('');
  };
  return (
    <form class="add-origin" noValidate onSubmit={submit}>
      <label for={id}>{text('options_page_add')}</label>
      <input
        id={id}
        type="url"
        autocomplete="off"
        spellcheck={false}
        value={typed}
        aria-describedby={`${id}-help`}
        aria-invalid={problem === 'invalid' ? 'true' : undefined}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <p id={`${id}-help`} class={problem === 'invalid' ? 'field-problem' : 'field-help'}>
        {text(problem === 'invalid' ? 'options_page_invalid' : 'options_page_add_help')}
      </p>
      <Button type="submit">{origin ? text('options_page_add_button', origin) : text('options_page_add_empty')}</Button>
    </form>
  );
}
