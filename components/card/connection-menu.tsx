import type { ConnectionView } from '../../lib/domain/connection';
import type { CopyKind } from '../../lib/domain/copy-text';
import { text } from '../../lib/text';
import { ManagedNote } from '../managed/managed-note';
import { Button } from '../parts/button';
import { copyable } from './status-text';

export interface ConnectionActions {
  readonly onEdit: (view: ConnectionView) => void;
  readonly onDuplicate: (view: ConnectionView) => void;
  readonly onCopy: (view: ConnectionView, kind: CopyKind) => void;
  /** `delete`: its token at the provider too. */
  readonly onRemove: (view: ConnectionView, token: 'keep' | 'delete') => void;
}

export interface ConnectionMenuProps {
  readonly id: string;
  readonly view: ConnectionView;
  readonly actions: ConnectionActions;
  /** Asks first, or removes. */
  readonly onRemove: () => void;
}

const COPY = {
  token: { text: 'copy_token_short', name: 'copy_token_of' },
  header: { text: 'copy_header_short', name: 'copy_header_of' },
  curl: { text: 'copy_curl_short', name: 'copy_curl_of' },
  env: { text: 'copy_env_short', name: 'copy_env_of' },
} as const;

/** What else can be done with a connection. Every name says with which one. */
export function ConnectionMenu({ id, view, actions, onRemove }: ConnectionMenuProps) {
  const { label } = view.connection;
  const kinds = copyable(view);
  return (
    <div class="menu" id={id}>
      {kinds.length > 0 && (
        <div class="menu-row">
          <span>{text('copy')}</span>
          {kinds.map((kind) => (
            <Button
              key={kind}
              kind="quiet"
              name={text(COPY[kind].name, label)}
              onClick={() => actions.onCopy(view, kind)}
            >
              {text(COPY[kind].text)}
            </Button>
          ))}
        </div>
      )}
      {view.managed?.copying === 'forbidden' && <ManagedNote>{text('managed_rule_export')}</ManagedNote>}
      <div class="menu-row">
        <Button kind="quiet" name={text('edit_of', label)} onClick={() => actions.onEdit(view)}>
          {text('edit')}
        </Button>
        <Button kind="quiet" name={text('duplicate_of', label)} onClick={() => actions.onDuplicate(view)}>
          {text('duplicate')}
        </Button>
        <Button kind="quiet" class="danger-text" name={text('remove_of', label)} onClick={onRemove}>
          {text('remove')}
        </Button>
      </div>
    </div>
  );
}
