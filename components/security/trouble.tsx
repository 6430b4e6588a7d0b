import type { VaultView } from '../../lib/domain/view';
import { type TextKey, text } from '../../lib/text';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { momentOf } from '../parts/times';
import type { Activity } from '../tasks/use-activity';
import { acceptTask, restoreTask } from '../vault/vault-tasks';

export interface TroubleProps {
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  readonly onForget: () => void;
}

interface Words {
  readonly title: TextKey;
  readonly what: TextKey;
  readonly lost: TextKey;
  readonly todo: TextKey;
}

const DAMAGED: Words = {
  title: 'damaged_title',
  what: 'damaged_what',
  lost: 'damaged_lost',
  todo: 'damaged_todo',
};
const OUTSIDE: Words = {
  title: 'outside_title',
  what: 'outside_what',
  lost: 'outside_lost',
  todo: 'outside_todo',
};
const NEWER: Words = { title: 'newer_title', what: 'newer_what', lost: 'newer_lost', todo: 'newer_todo' };

function wordsFor(trouble: string): Words {
  if (trouble === 'newer_schema') return NEWER;
  return trouble === 'vault_changed_outside' ? OUTSIDE : DAMAGED;
}

/** The vault as a whole cannot be used: what happened, what is lost, what to do. */
export function Trouble({ vault, activity, reload, onForget }: TroubleProps) {
  const { trouble, backupAt } = vault;
  if (!trouble) return null;
  const words = wordsFor(trouble);
  return (
    <div class="alert" role="alert" aria-labelledby="trouble">
      <Icon name="warning" />
      <div class="alert-body">
        <h2 id="trouble">{text(words.title)}</h2>
        <p>{text(words.what)}</p>
        <p>{text(words.lost)}</p>
        <p>{text(words.todo)}</p>
        {trouble !== 'newer_schema' && (
          <>
            {backupAt === undefined && <p>{text('backup_none')}</p>}
            <div class="alert-actions">
              {backupAt !== undefined && (
                <Button onClick={() => void activity.start(restoreTask(reload))}>
                  {text('restore_of', momentOf(backupAt))}
                </Button>
              )}
              {trouble === 'vault_changed_outside' && (
                <Button onClick={() => void activity.start(acceptTask(reload))}>{text('accept_outside')}</Button>
              )}
              <Button kind="quiet" class="danger-text" onClick={onForget}>
                {text('forget_secrets_ask')}
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  );
}
