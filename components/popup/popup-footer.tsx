import type { TabView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { openOptions } from '../browser-actions';
import { Button } from '../parts/button';

export interface PopupFooterProps {
  readonly view: TabView;
  /** `edit`: there is a connection at hand, and another provider is not the question. */
  readonly screen: 'form' | 'edit' | 'choice' | 'curl' | 'home';
  readonly onChoose: () => void;
  readonly onCurl: () => void;
  readonly onBack: () => void;
  readonly onLock: () => void;
}

export function PopupFooter({ view, screen, onChoose, onCurl, onBack, onLock }: PopupFooterProps) {
  const { mode, locked } = view.vault;
  return (
    <footer class="footer">
      {(screen === 'choice' || screen === 'curl') && (
        <Button kind="link" onClick={onBack}>
          {text('back')}
        </Button>
      )}
      {!locked && (screen === 'home' || screen === 'form') && (
        <Button kind="link" onClick={onChoose}>
          {text(view.report ? 'another_provider' : 'add_connection')}
        </Button>
      )}
      {!locked && (screen === 'home' || screen === 'form') && (
        <Button kind="link" name={text('curl_paste')} onClick={onCurl}>
          {text('curl_paste_short')}
        </Button>
      )}
      <span class="footer-end">
        {mode === 'passphrase' && !locked && (
          <Button kind="link" onClick={onLock}>
            {text('lock_now')}
          </Button>
        )}
        <Button kind="link" onClick={openOptions}>
          {text('options')}
        </Button>
      </span>
    </footer>
  );
}
