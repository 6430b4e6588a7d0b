import { useCallback, useState } from 'preact/hooks';
import { ask } from '../../lib/ask';
import { text } from '../../lib/text';
import { withDefinitions } from '../definitions';
import { type FormStart, startChosen, startEdit } from '../form/form-start';
import { Managed } from '../managed/managed';
import { Moving } from '../moving/moving';
import { laterTask, lookedTask } from '../needs/need-tasks';
import { useNeeds } from '../needs/use-needs';
import { StatusBar } from '../parts/status-bar';
import { Security } from '../security/security';
import { Unreadable } from '../security/unreadable';
import { useActivity } from '../tasks/use-activity';
import { useLoaded } from '../tasks/use-loaded';
import { useFocusAfterUnlock } from '../vault/use-focus-after-unlock';
import { useVault } from '../vault/use-vault';
import { Attention } from './attention';
import { Connections, type Opened } from './connections';
import { NeverList } from './never-list';
import { OwnProviders } from './own-providers';
import { Preferences } from './preferences';
import { ThisWeek } from './this-week';

const listConnections = async () => withDefinitions(await ask('listConnections', {}), (views) => views);

/** The options page: what needs a look, all connections with what belongs to them, security, preferences, promises. */
export function Options() {
  const [opened, setOpened] = useState<Opened>({ show: 'list' });
  const [forgotten, setForgotten] = useState<'yes' | 'no'>('no');
  const connections = useLoaded(useCallback(listConnections, []));
  const vault = useVault();
  const { needs, reload: reloadNeeds } = useNeeds();
  const activity = useActivity();
  const main = useFocusAfterUnlock(vault.value?.locked);
  const reload = async () => void (await Promise.all([connections.reload(), vault.reload()]));
  const shared = { activity, reload };
  const show = (next: Opened) => {
    activity.clear();
    setOpened(next);
  };
  const edit = (start: FormStart) => show({ show: 'form', start });
  const views = connections.value ?? [];
  const paste = (id: string) => {
    const found = views.find(({ connection }) => connection.id === id);
    if (found) edit(startEdit(found));
  };
  return (
    <>
      <h1>{text('options_title')}</h1>
      <main ref={main} tabIndex={-1}>
        {vault.failure?.code === 'storage_unreadable' && <Unreadable />}
        {vault.value && (
          <Attention
            {...shared}
            vault={vault.value}
            connections={views}
            onRetype={(view) => edit(startEdit(view))}
            onForget={() => setForgotten('yes')}
          />
        )}
        <ThisWeek
          connections={views}
          needs={needs}
          actions={{
            onPaste: vault.value?.locked ? undefined : paste,
            onTokens: () => document.getElementById('connections')?.scrollIntoView(),
            onLater: (id) => void activity.start(laterTask(id, reloadNeeds)),
            onLooked: (id) => void activity.start(lookedTask(id, reloadNeeds)),
          }}
        />
        <Connections
          {...shared}
          connections={connections}
          vault={vault.value}
          opened={opened}
          onShow={show}
          onDone={() => setOpened({ show: 'list' })}
        />
        <OwnProviders {...shared} onTry={(id) => edit(startChosen(id, undefined, crypto.randomUUID()))} />
        {vault.value && (
          <Security
            {...shared}
            vault={vault.value}
            connections={views.length}
            forgotten={forgotten}
            onAnswered={() => setForgotten('no')}
          />
        )}
        <Managed />
        {vault.value && <Moving {...shared} vault={vault.value} connections={views.length} />}
        <Preferences />
        <NeverList />
      </main>
      <StatusBar notice={activity.notice} />
    </>
  );
}
