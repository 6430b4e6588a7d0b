import { useState } from 'preact/hooks';
import type { ProviderDefinition } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { ManagedNote } from '../managed/managed-note';
import { Button } from '../parts/button';

export interface OwnProviderProps {
  readonly definition: ProviderDefinition;
  /** Whose it is: the organization's can be used, and neither changed nor removed. */
  readonly from: 'user' | 'organization';
  readonly onTry: () => void;
  readonly onEdit: () => void;
  readonly onExport: () => void;
  readonly onRemove: () => void;
}

/** One own definition, with its first request. Removing is asked about: connections go with it. */
export function OwnProvider({ definition: { name, methods }, from, ...actions }: OwnProviderProps) {
  const [asked, setAsked] = useState<'asked' | 'not-asked'>('not-asked');
  const [step] = methods[0]?.steps ?? [];
  return (
    <li>
      <p>
        {name} {step && <code>{`${step.method} ${step.url.replace(/\{\{\w+\.(\w+)\}\}/g, '<$1>')}`}</code>}
      </p>
      {from === 'organization' && <ManagedNote />}
      {asked === 'not-asked' && (
        <div class="own-actions">
          <Button kind="link" name={text('own_try_of', name)} onClick={actions.onTry}>
            {text('own_try')}
          </Button>
          {from === 'user' && (
            <Button kind="link" name={text('own_edit_of', name)} onClick={actions.onEdit}>
              {text('own_edit')}
            </Button>
          )}
          <Button kind="link" name={text('own_export_of', name)} onClick={actions.onExport}>
            {text('own_export')}
          </Button>
          {from === 'user' && (
            <Button kind="link" name={text('own_remove_of', name)} onClick={() => setAsked('asked')}>
              {text('own_remove')}
            </Button>
          )}
        </div>
      )}
      {asked === 'asked' && (
        <div class="own-question">
          <p>{text('own_remove_question')}</p>
          <Button kind="danger" onClick={actions.onRemove}>
            {text('own_remove_sure')}
          </Button>
          <Button kind="quiet" onClick={() => setAsked('not-asked')}>
            {text('cancel')}
          </Button>
        </div>
      )}
    </li>
  );
}
