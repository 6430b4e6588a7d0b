import { text } from '../../lib/text';
import { Icon } from '../parts/icon';

/** Beside whatever cannot be changed here: by whom it was set. */
export function ManagedNote({ children }: { readonly children?: string }) {
  return (
    <p class="managed-note">
      <Icon name="lock" />
      <span>
        {text('managed_by')}
        {children && ` ${children}`}
      </span>
    </p>
  );
}
