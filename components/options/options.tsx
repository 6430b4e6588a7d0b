import { useCallback, useState } from 'preact/hooks';
import { ask } from '../../lib/ask';
import { text } from '../../lib/text';
import { type FormStart, startChosen } from '../form/form-start';
import { ProviderChoice } from '../form/provider-choice';
import { Button } from '../parts/button';
import { StatusBar } from '../parts/status-bar';
import { useActivity } from '../tasks/use-activity';
import { useLoaded } from '../tasks/use-loaded';
import { ConnectionList } from './connection-list';
import { NeverList } from './never-list';
import { OptionsForm } from './options-form';
import { Preferences } from './preferences';

type Opened =
  | { readonly show: 'form'; readonly start: FormStart }
  | { readonly show: 'choice' }
  | { readonly show: 'list' };

/** The options page: all connections with what belongs to them, preferences, and what Tokenfill never does. */
export function Options() {
  const [opened, setOpened] = useState<Opened>({ show: 'list' });
  const connections = useLoaded(useCallback(() => ask('listConnections', {}), []));
  const activity = useActivity();
  const show = (next: Opened) => {
    activity.clear();
    setOpened(next);
  };
  const choose = () => show({ show: 'choice' });
  const openForm = (start: FormStart) => show({ show: 'form', start });
  const shared = { activity, reload: connections.reload };
  return (
    <>
      <h1>{text('options_title')}</h1>
      <main>
        <section aria-labelledby="connections">
          <h2 id="connections">{text('options_connections')}</h2>
          {opened.show === 'list' && (
            <ConnectionList {...shared} connections={connections} onForm={openForm} onAdd={choose} />
          )}
          {opened.show === 'choice' && <Choice onChoose={openForm} onBack={() => show({ show: 'list' })} />}
          {opened.show === 'form' && (
            <OptionsForm
              {...shared}
              key={opened.start.id}
              start={opened.start}
              onChangeProvider={choose}
              onDone={() => setOpened({ show: 'list' })}
              onCancel={() => show({ show: 'list' })}
            />
          )}
        </section>
        <Preferences />
        <NeverList />
      </main>
      <StatusBar notice={activity.notice} />
    </>
  );
}

interface ChoiceProps {
  readonly onChoose: (start: FormStart) => void;
  readonly onBack: () => void;
}

function Choice({ onChoose, onBack }: ChoiceProps) {
  return (
    <>
      <ProviderChoice onChoose={(id) => onChoose(startChosen(id, undefined, crypto.randomUUID()))} />
      <Button kind="link" onClick={onBack}>
        {text('back')}
      </Button>
    </>
  );
}
