import type { ConnectionView } from '../../lib/domain/connection';
import { type FormStart, startDuplicate, startEdit } from '../form/form-start';
import { copyTask } from '../tasks/connection-tasks';
import { removeTask, removeWithTokenTask, undoTask } from '../tasks/removal-tasks';
import type { Activity } from '../tasks/use-activity';
import type { ConnectionActions } from './connection-menu';

/** What a card's menu does, the same in popup and options. */
export function cardActions(
  { start }: Activity,
  reload: () => Promise<void>,
  onForm: (start: FormStart) => void,
): ConnectionActions {
  const undo = (view: ConnectionView) => void start(undoTask(view, reload));
  return {
    onEdit: (view) => onForm(startEdit(view)),
    onDuplicate: (view) => onForm(startDuplicate(view, crypto.randomUUID())),
    onCopy: (view, kind) => void start(copyTask(view, kind)),
    onRemove: (view, token) =>
      void start(token === 'delete' ? removeWithTokenTask(view, reload) : removeTask(view, reload, () => undo(view))),
  };
}
