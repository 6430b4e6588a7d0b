import type { ConnectionView } from '../../lib/domain/connection';
import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { CurlScreen } from '../curl/curl-screen';
import { type FormStart, startChosen } from '../form/form-start';
import { ProviderChoice } from '../form/provider-choice';
import { Button } from '../parts/button';
import type { Activity } from '../tasks/use-activity';
import type { Loaded } from '../tasks/use-loaded';
import { ConnectionList } from './connection-list';
import { OptionsForm } from './options-form';

/** What the section shows. */
export type Opened =
  | { readonly show: 'form'; readonly start: FormStart }
  | { readonly show: 'choice' }
  | { readonly show: 'curl'; readonly id: string }
  | { readonly show: 'list' };

export interface ConnectionsProps {
  readonly opened: Opened;
  readonly connections: Loaded<readonly ConnectionView[]>;
  readonly vault: VaultView | undefined;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
  readonly onShow: (next: Opened) => void;
  readonly onDone: () => void;
}

/** The list of connections, or what was opened from it. */
export function Connections({ opened, connections, vault, activity, reload, onShow, onDone }: ConnectionsProps) {
  const openForm = (start: FormStart) => onShow({ show: 'form', start });
  const choose = () => onShow({ show: 'choice' });
  const back = () => onShow({ show: 'list' });
  const shared = { activity, reload };
  return (
    <section aria-labelledby="connections">
      <h2 id="connections">{text('options_connections')}</h2>
      {opened.show === 'list' && (
        <ConnectionList {...shared} vault={vault} connections={connections} onForm={openForm} onAdd={choose} />
      )}
      {opened.show === 'choice' && (
        <Choice onChoose={openForm} onBack={back} onCurl={() => onShow({ show: 'curl', id: crypto.randomUUID() })} />
      )}
      {opened.show === 'curl' && (
        <>
          <CurlScreen {...shared} id={opened.id} vault={vault} page={undefined} onKept={onDone} />
          <Button kind="link" onClick={back}>
            {text('back')}
          </Button>
        </>
      )}
      {opened.show === 'form' && (
        <OptionsForm
          {...shared}
          key={opened.start.id}
          start={opened.start}
          vault={vault}
          onChangeProvider={choose}
          onDone={onDone}
          onCancel={back}
        />
      )}
    </section>
  );
}

interface ChoiceProps {
  readonly onChoose: (start: FormStart) => void;
  readonly onBack: () => void;
  readonly onCurl: () => void;
}

function Choice({ onChoose, onBack, onCurl }: ChoiceProps) {
  return (
    <>
      <ProviderChoice onChoose={(id) => onChoose(startChosen(id, undefined, crypto.randomUUID()))} onCurl={onCurl} />
      <Button kind="link" onClick={onBack}>
        {text('back')}
      </Button>
    </>
  );
}
