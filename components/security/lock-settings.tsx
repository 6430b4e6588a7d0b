import { useId, useRef, useState } from 'preact/hooks';
import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { ManagedNote } from '../managed/managed-note';
import { Button } from '../parts/button';
import type { Activity } from '../tasks/use-activity';
import { idleLockTask, lockTask } from '../vault/vault-tasks';
import { ChangePassphrase } from './change-passphrase';
import { Setting } from './setting';

export interface LockSettingsProps {
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
}

/** What there is to set while the passphrase has opened the vault. */
export function LockSettings({ vault, activity, reload }: LockSettingsProps) {
  const [changing, setChanging] = useState<'yes' | 'no'>('no');
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const close = () => {
    setChanging('no');
    trigger.current?.focus();
  };
  return (
    <>
      <LockAfter
        minutes={vault.idleMinutes}
        most={vault.rules?.lockMinutes}
        onChange={(minutes) => void activity.start(idleLockTask(minutes, reload))}
      />
      <Setting
        name={text('lock')}
        help={text('lock_now_help')}
        control={<Button onClick={() => void activity.start(lockTask(reload))}>{text('lock_now')}</Button>}
      />
      <Setting
        name={text('passphrase')}
        help={text('change_passphrase_help')}
        control={
          <Button
            ref={trigger}
            expanded={changing}
            controls={id}
            onClick={() => setChanging(changing === 'yes' ? 'no' : 'yes')}
          >
            {text('change_passphrase')}
          </Button>
        }
      >
        {changing === 'yes' && <ChangePassphrase id={id} activity={activity} reload={reload} onClose={close} />}
      </Setting>
    </>
  );
}

interface LockAfterProps {
  readonly minutes: number | undefined;
  /** What the organization allows. */
  readonly most: number | undefined;
  readonly onChange: (minutes: number | null) => void;
}

const MINUTES = [5, 15, 60];

/** Closing the browser, and a working day, lock in any case. */
function LockAfter({ minutes, most, onChange }: LockAfterProps) {
  const id = useId();
  const longest = most ?? Number.POSITIVE_INFINITY;
  const inUse = minutes === undefined ? most : Math.min(minutes, longest);
  const all = [...MINUTES, ...(most === undefined ? [] : [most]), ...(inUse === undefined ? [] : [inUse])];
  const offered = [...new Set(all)].filter((count) => count <= longest).sort((a, b) => a - b);
  const chosen = inUse === undefined ? '' : String(inUse);
  return (
    <div class="setting">
      <div class="setting-head">
        <div class="setting-text">
          <label class="setting-name" for={id}>
            {text('lock_after')}
          </label>
          <p class="field-help" id={`${id}-help`}>
            {text('lock_after_help')}
          </p>
          {most !== undefined && <ManagedNote>{text('managed_rule_lock', most)}</ManagedNote>}
        </div>
        <select
          id={id}
          value={chosen}
          aria-describedby={`${id}-help`}
          onInput={({ currentTarget: { value } }) => onChange(value === '' ? null : Number(value))}
        >
          {most === undefined && (
            <option value="" selected={chosen === ''}>
              {text('lock_after_day')}
            </option>
          )}
          {offered.map((count) => (
            <option key={count} value={String(count)} selected={chosen === String(count)}>
              {text('lock_after_minutes', count)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
