import { useEffect, useRef } from 'preact/hooks';
import type { KnownPage } from '../../lib/domain/keep';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { keepTask, stopKeepingTask } from './keep-tasks';
import type { PopupContext } from './popup-context';

export interface KeepPageProps {
  readonly page: KnownPage;
  readonly context: PopupContext;
}

/** After a fill: once and for all, with one click, or once and for all not. What was answered can be changed here. */
export function KeepPage({ page, context: { view, activity, reload } }: KeepPageProps) {
  const line = useRef<HTMLDivElement>(null);
  const before = useRef(view.keep);
  useEffect(() => {
    // The button that had the focus is gone.
    if (before.current !== view.keep && document.activeElement === document.body) line.current?.focus();
    before.current = view.keep;
  }, [view.keep]);
  const keep = () => void activity.start(keepTask(page, reload));
  const stop = () => void activity.start(stopKeepingTask(page, reload));
  return (
    <div class={view.keep === 'unasked' ? 'keep keep-asked' : 'keep'} ref={line} tabIndex={-1}>
      {view.keep === 'unasked' && <Question onKeep={keep} onRefuse={stop} />}
      {view.keep === 'on' && (
        <>
          <p>{text('keep_on')}</p>
          <Button kind="link" name={text('keep_stop_name')} onClick={stop}>
            {text('keep_stop')}
          </Button>
        </>
      )}
      {view.keep === 'no' && (
        <Button kind="link" onClick={keep}>
          {text('keep_after_all')}
        </Button>
      )}
    </div>
  );
}

function Question({ onKeep, onRefuse }: { readonly onKeep: () => void; readonly onRefuse: () => void }) {
  return (
    <>
      <p>{text('keep_question')}</p>
      <Button name={text('keep_yes_name')} onClick={onKeep}>
        {text('keep_yes')}
      </Button>
      <Button kind="quiet" name={text('keep_no_name')} onClick={onRefuse}>
        {text('keep_no')}
      </Button>
    </>
  );
}
