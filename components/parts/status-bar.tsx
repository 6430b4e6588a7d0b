import { useEffect, useRef } from 'preact/hooks';
import { text } from '../../lib/text';
import type { Notice } from '../tasks/use-activity';
import { Button } from './button';

/** The one live region: says what was done, and keeps "Undo" at hand. Always in the page, so that screen readers hear it. */
export function StatusBar({ notice }: { readonly notice: Notice | undefined }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The row whose button had the focus is gone.
    if (notice?.undo) undo.current?.focus();
  }, [notice]);
  return (
    <div class={notice?.display === 'shown' ? 'toast' : 'visually-hidden'}>
      <p role="status" aria-live="polite">
        {notice?.text}
        {notice?.link && ' '}
        {notice?.link && (
          <a href={notice.link} target="_blank" rel="noreferrer noopener">
            {new URL(notice.link).host}
            <span class="visually-hidden">({text('guide_new_tab')})</span>
          </a>
        )}
      </p>
      {notice?.undo && (
        <Button kind="link" ref={undo} onClick={notice.undo}>
          {text('undo')}
        </Button>
      )}
    </div>
  );
}
