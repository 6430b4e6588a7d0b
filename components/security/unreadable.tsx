import { text } from '../../lib/text';
import { storageFolder } from '../browser-actions';
import { Icon } from '../parts/icon';

/** The browser refuses to read our storage: what that means, and the way to the backup, which only the user can open. */
export function Unreadable() {
  return (
    <div class="alert" role="alert" aria-labelledby="unreadable">
      <Icon name="warning" />
      <div class="alert-body">
        <h2 id="unreadable">{text('unreadable_title')}</h2>
        <p>{text('unreadable_what')}</p>
        <p>{text('unreadable_lost')}</p>
        <p>{text('unreadable_todo', storageFolder())}</p>
      </div>
    </div>
  );
}
