import { text } from '../../lib/text';
import { openOptions } from '../browser-actions';
import { type FormStart, startEdit } from '../form/form-start';
import { Button } from '../parts/button';
import type { PopupContext } from '../popup/popup-context';
import { type NeedActions, NeedRow } from './need-row';
import { laterTask, lookedTask } from './need-tasks';

export interface PopupNeedsProps {
  readonly context: PopupContext;
  readonly onForm: (start: FormStart) => void;
}

/** What the badge means, in words, with what to do next. */
export function PopupNeeds({ context, onForm }: PopupNeedsProps) {
  const { activity, view, needs } = context;
  if (needs.shown.length === 0) return null;
  const paste = (id: string) => {
    const found = [...view.fitting, ...view.others].find(({ connection }) => connection.id === id);
    if (found) onForm(startEdit(found));
  };
  const actions: NeedActions = {
    onPaste: view.vault.locked ? undefined : paste,
    onTokens: openOptions,
    onLater: (id) => void activity.start(laterTask(id, needs.reload)),
    onLooked: (id) => void activity.start(lookedTask(id, needs.reload)),
  };
  return (
    <section class="needs" aria-label={text('needs')}>
      <ul>
        {needs.shown.map((need) => (
          <NeedRow key={JSON.stringify(need)} need={need} actions={actions} />
        ))}
      </ul>
      {needs.more > 0 && (
        <Button kind="link" onClick={openOptions}>
          {text('need_more', needs.more)}
        </Button>
      )}
    </section>
  );
}
