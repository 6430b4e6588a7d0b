import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';
import { ManagedNote } from '../managed/managed-note';
import type { Activity } from '../tasks/use-activity';
import { keptText } from '../vault/modes';
import { REST } from '../vault/vault-tasks';
import { ChangeMode } from './change-mode';
import { Forget } from './forget';
import { LockSettings } from './lock-settings';
import { RestoreBackup } from './restore-backup';

export interface SecurityProps {
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  /** How many connections there are to forget. */
  readonly connections: number;
  /** The passphrase is gone: the question whether to forget the secrets is open. */
  readonly forgotten: 'yes' | 'no';
  readonly onAnswered: () => void;
}

/** How secrets are kept, and every way to change or end that. What needs an open vault is there when it is open. */
export function Security(props: SecurityProps) {
  const { vault, activity, reload, connections } = props;
  const { mode, locked, trouble, rules } = vault;
  const failed = activity.failed?.subject === REST ? activity.failed.failure : undefined;
  const anything = mode !== 'unset' || trouble !== undefined || connections > 0;
  return (
    <section aria-labelledby="security">
      <h2 id="security">{text('security')}</h2>
      {!trouble && <p class="hint">{mode === 'unset' ? text('mode_unset') : keptText(mode)}</p>}
      {rules?.passphrase && <ManagedNote>{text('managed_mode')}</ManagedNote>}
      {mode !== 'unset' && !locked && !rules?.passphrase && (
        <ChangeMode activity={activity} reload={reload} mode={mode} />
      )}
      {failed && <FailureAlert failure={failed} />}
      {anything && <Settings {...props} />}
    </section>
  );
}

function Settings({ vault, activity, reload, connections, forgotten, onAnswered }: SecurityProps) {
  const { mode, locked, trouble, backupAt } = vault;
  const shared = { activity, reload };
  return (
    <div class="settings">
      {mode === 'passphrase' && !locked && <LockSettings {...shared} vault={vault} />}
      {backupAt !== undefined && !locked && <RestoreBackup {...shared} at={backupAt} />}
      {trouble !== 'newer_schema' && (
        <Forget
          {...shared}
          what="secrets"
          help={text(mode === 'passphrase' ? 'forget_secrets_help_passphrase' : 'forget_secrets_help')}
          connections={connections}
          asked={forgotten}
          onClosed={onAnswered}
        />
      )}
      <Forget
        {...shared}
        what="everything"
        help={text('forget_everything_help')}
        connections={connections}
        asked="no"
      />
    </div>
  );
}
