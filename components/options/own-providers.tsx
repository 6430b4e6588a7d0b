import { useState } from 'preact/hooks';
import { ask } from '../../lib/ask';
import type { ProviderDefinition } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { learnDefinitions } from '../definitions';
import { Button } from '../parts/button';
import type { Activity, Task } from '../tasks/use-activity';
import { useLoaded } from '../tasks/use-loaded';

export interface OwnProvidersProps {
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
}

/** Providers that the user made; nothing while there are none. */
export function OwnProviders({ activity, reload }: OwnProvidersProps) {
  const { value = [], reload: again } = useLoaded(learnDefinitions);
  if (value.length === 0) return null;
  const remove = ({ id, name }: ProviderDefinition): Task => ({
    subject: id,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await ask('removeDefinition', { definitionId: id });
      await Promise.all([reload(), again()]);
      return { text: text('own_removed', name), display: 'shown' };
    },
  });
  return (
    <section aria-labelledby="own-providers">
      <h2 id="own-providers">{text('own_title')}</h2>
      <ul class="own-providers">
        {value.map((definition) => (
          <OwnProvider
            key={definition.id}
            definition={definition}
            onRemove={() => void activity.start(remove(definition))}
          />
        ))}
      </ul>
    </section>
  );
}

interface OwnProviderProps {
  readonly definition: ProviderDefinition;
  readonly onRemove: () => void;
}

function OwnProvider({ definition: { name, methods }, onRemove }: OwnProviderProps) {
  const [asked, setAsked] = useState<'asked' | 'not-asked'>('not-asked');
  const [step] = methods[0]?.steps ?? [];
  return (
    <li>
      <p>
        {name} {step && <code>{`${step.method} ${step.url.replace(/\{\{inputs\.(\w+)\}\}/g, '<$1>')}`}</code>}
      </p>
      {asked === 'not-asked' && (
        <Button kind="link" name={text('own_remove_of', name)} onClick={() => setAsked('asked')}>
          {text('own_remove')}
        </Button>
      )}
      {asked === 'asked' && (
        <div class="own-question">
          <p>{text('own_remove_question')}</p>
          <Button kind="danger" onClick={onRemove}>
            {text('own_remove_sure')}
          </Button>
          <Button kind="quiet" onClick={() => setAsked('not-asked')}>
            {text('cancel')}
          </Button>
        </div>
      )}
    </li>
  );
}
