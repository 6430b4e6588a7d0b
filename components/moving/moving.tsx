import { useId, useRef, useState } from 'preact/hooks';
import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { ManagedNote } from '../managed/managed-note';
import { Button } from '../parts/button';
import { Setting } from '../security/setting';
import type { Activity } from '../tasks/use-activity';
import { MoveIn } from './move-in';
import { MoveOut } from './move-out';
import { ToolImports } from './tool-imports';

export interface MovingProps {
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  /** How many connections there are to take along. */
  readonly connections: number;
}

type Which = 'out' | 'in' | 'tool';
const OPENERS = { out: 'export', in: 'import', tool: 'tools_open' } as const;
const useTrigger = () => useRef<HTMLButtonElement>(null);

/** Connections to and from another browser, and from other tools. A locked vault gives nothing and takes nothing. */
export function Moving({ vault, activity, reload, connections }: MovingProps) {
  const [opened, setOpened] = useState<Which>();
  const id = useId();
  const triggers: Record<Which, ReturnType<typeof useTrigger>> = {
    out: useTrigger(),
    in: useTrigger(),
    tool: useTrigger(),
  };
  if (vault.locked) return null;
  const forbidden = vault.rules?.export === 'forbidden';
  const toggle = (which: Which) => {
    activity.clear();
    setOpened(opened === which ? undefined : which);
  };
  const close = (which: Which) => {
    setOpened(undefined);
    triggers[which].current?.focus();
  };
  const opener = (which: Which) => (
    <Button
      ref={triggers[which]}
      expanded={opened === which ? 'yes' : 'no'}
      controls={`${id}-${which}`}
      onClick={() => toggle(which)}
    >
      {text(OPENERS[which])}
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
        <Setting name={text('tools_name')} help={text('tools_help')} control={opener('tool')}>
          {opened === 'tool' && (
            <ToolImports
              id={`${id}-tool`}
              vault={vault}
              activity={activity}
              reload={reload}
              onClose={() => close('tool')}
            />
          )}
        </Setting>
      </div>
    </section>
  );
}
