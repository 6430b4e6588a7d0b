import { useEffect, useRef } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import type { ConnectionActions } from './connection-menu';

export interface RemoveQuestionProps {
  readonly view: ConnectionView;
  readonly actions: ConnectionActions;
  readonly onCancel: () => void;
}

/** Where the token can be ended too: asked before, because that cannot be undone. */
export function RemoveQuestion({ view, actions, onCancel }: RemoveQuestionProps) {
  const { label } = view.connection;
  const group = useRef<HTMLDivElement>(null);
  // The menu that had the focus is gone. No button gets it: Enter must not delete anything.
  useEffect(() => group.current?.focus(), []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div class="card-remove" role="group" aria-label={text('remove_of_question', label)} ref={group} tabIndex={-1}>
      <p>{text('remove_question', label, view.providerName)}</p>
      <div class="buttons">
        <Button kind="danger" onClick={() => actions.onRemove(view, 'delete')}>
          {text('remove_with_token')}
        </Button>
        <Button onClick={() => actions.onRemove(view, 'keep')}>{text('remove_only')}</Button>
        <Button kind="quiet" onClick={onCancel}>
          {text('cancel')}
        </Button>
      </div>
    </div>
  );
}
