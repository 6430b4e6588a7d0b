import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { momentOf } from '../parts/times';
import type { Activity } from '../tasks/use-activity';
import { restoreTask } from '../vault/vault-tasks';

export interface RestoreButtonProps {
  /** When the copy was made, ms since 1970. */
  readonly at: number;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
}

/** The one click at the end of an alert that brings back what the backup has. */
export function RestoreButton({ at, activity, reload }: RestoreButtonProps) {
  return (
    <div class="alert-actions">
      <Button onClick={() => void activity.start(restoreTask(reload))}>{text('restore_of', momentOf(at))}</Button>
    </div>
  );
}
