import { useState } from 'preact/hooks';
import { ask } from '../../lib/ask';
import type { ProviderDefinition } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { learnDefinitions } from '../definitions';
import { DefinitionEditor } from '../definitions/definition-editor';
import { exportTask } from '../definitions/definition-tasks';
import { Button } from '../parts/button';
import type { Activity, Task } from '../tasks/use-activity';
import { useLoaded } from '../tasks/use-loaded';
import { OwnProvider } from './own-provider';

const NOTHING: Awaited<ReturnType<typeof load>> = { own: [], fixed: [] };

const load = async () => {
  const [own, policy] = await Promise.all([learnDefinitions(), ask('managedState', {})]);
  return { own, fixed: policy.definitions };
};

export interface OwnProvidersProps {
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
  /** Opens the ordinary form of a stored definition. */
  readonly onTry: (providerId: string) => void;
}

/** Providers that the user made, wrote or brought: to try, edit, export and remove. */
export function OwnProviders({ activity, reload, onTry }: OwnProvidersProps) {
  const { value: { own, fixed } = NOTHING, reload: again } = useLoaded(load);
  const [edited, setEdited] = useState<string>();
  const both = () => Promise.all([reload(), again()]);
  const edit = (content: string | undefined) => {
    activity.clear();
    setEdited(content);
  };
  const remove = ({ id, name }: ProviderDefinition): Task => ({
    subject: id,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await ask('removeDefinition', { definitionId: id });
      await both();
      return { text: text('own_removed', name), display: 'shown' };
    },
  });
  return (
    <section aria-labelledby="own-providers">
      <h2 id="own-providers">{text('own_title')}</h2>
      {edited === undefined && (
        <>
          {own.length === 0 && <p class="hint">{text('own_none')}</p>}
          <ul class="own-providers">
            {own.map((definition) => (
              <OwnProvider
                key={definition.id}
                definition={definition}
                from={fixed.includes(definition.id) ? 'organization' : 'user'}
                onTry={() => onTry(definition.id)}
                onEdit={() => edit(`${JSON.stringify(definition, null, 2)}\n`)}
                onExport={() => void activity.start(exportTask([definition.id], definition.id))}
                onRemove={() => void activity.start(remove(definition))}
              />
            ))}
          </ul>
          <div class="form-actions">
            <Button onClick={() => edit('')}>{text('own_write')}</Button>
            {own.length - fixed.length > 1 && (
              <Button kind="quiet" onClick={() => void activity.start(exportTask([]))}>
                {text('own_export_all')}
              </Button>
            )}
          </div>
        </>
      )}
      {edited !== undefined && (
        <DefinitionEditor
          initial={edited}
          activity={activity}
          reload={both}
          onSaved={() => setEdited(undefined)}
          onClose={() => edit(undefined)}
        />
      )}
    </section>
  );
}
