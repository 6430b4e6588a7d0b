import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { momentOf } from '../parts/times';
import type { Activity } from '../tasks/use-activity';
import { restoreTask } from '../vault/vault-tasks';
import { Setting } from './setting';

export interface RestoreBackupProps {
  /** When the newest copy was made, ms since 1970. */
  readonly at: number;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
}

/** Takes nothing away: only what is missing or cannot be read comes from the copy. */
export function RestoreBackup({ at, activity, reload }: RestoreBackupProps) {
  return (
    <Setting
      name={text('backup_of', momentOf(at))}
      help={text('restore_help')}
      control={<Button onClick={() => void activity.start(restoreTask(reload))}>{text('restore')}</Button>}
    />
  );
}
