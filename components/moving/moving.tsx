import { useId, useRef, useState } from 'preact/hooks';
import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { ManagedNote } from '../managed/managed-note';
import { Button } from '../parts/button';
import { Setting } from '../security/setting';
import type { Activity } from '../tasks/use-activity';
import { MoveIn } from './move-in';
import { MoveOut } from './move-out';

export interface MovingProps {
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  /** How many connections there are to take along. */
  readonly connections: number;
}

/** Connections to and from another browser. A locked vault gives nothing and takes nothing. */
export function Moving({ vault, activity, reload, connections }: MovingProps) {
  const [opened, setOpened] = useState<'out' | 'in'>();
  const id = useId();
  const triggers = { out: useRef<HTMLButtonElement>(null), in: useRef<HTMLButtonElement>(null) };
  if (vault.locked) return null;
  const forbidden = vault.rules?.export === 'forbidden';
  const toggle = (which: 'out' | 'in') => {
    activity.clear();
    setOpened(opened === which ? undefined : which);
  };
  const close = (which: 'out' | 'in') => {
    setOpened(undefined);
    triggers[which].current?.focus();
  };
  const opener = (which: 'out' | 'in') => (
    <Button
      ref={triggers[which]}
      expanded={opened === which ? 'yes' : 'no'}
      controls={`${id}-${which}`}
      onClick={() => toggle(which)}
    >
      {text(which === 'out' ? 'export' : 'import')}
    </Button>
  );
  return (
    <section aria-labelledby="moving">
      <h2 id="moving">{text('moving')}</h2>
      <div class="settings">
        {connections > 0 && (
          <Setting
            name={text('export_name')}
            help={text('export_help')}
            control={forbidden ? <ManagedNote>{text('managed_rule_export')}</ManagedNote> : opener('out')}
          >
            {opened === 'out' && <MoveOut id={`${id}-out`} activity={activity} onClose={() => close('out')} />}
          </Setting>
        )}
        <Setting name={text('import_name')} help={text('import_help')} control={opener('in')}>
          {opened === 'in' && (
            <MoveIn id={`${id}-in`} vault={vault} activity={activity} reload={reload} onClose={() => close('in')} />
          )}
        </Setting>
      </div>
    </section>
  );
}
