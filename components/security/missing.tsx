import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { Icon } from '../parts/icon';
import { momentOf } from '../parts/times';
import type { Activity } from '../tasks/use-activity';
import { RestoreButton } from './restore-button';

export interface MissingProps {
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
}

/** The backup holds more than is stored: what is gone, by name, and the one click that brings it back. */
export function Missing({ vault: { missing, backupAt }, activity, reload }: MissingProps) {
  if (!missing || backupAt === undefined) return null;
  return (
    <div class="alert" role="alert" aria-labelledby="missing">
      <Icon name="warning" />
      <div class="alert-body">
        <h2 id="missing">{text('missing_title')}</h2>
        <p>{text('missing_what', momentOf(backupAt))}</p>
        <p>{text(missing.length > 0 ? 'missing_connections' : 'missing_changes')}</p>
        {missing.length > 0 && (
          <ul class="damaged">
            {missing.map((label) => (
              <li key={label}>
                <strong>{label}</strong>
              </li>
            ))}
          </ul>
        )}
        <p>{text('missing_todo')}</p>
        <RestoreButton at={backupAt} activity={activity} reload={reload} />
      </div>
    </div>
  );
}
