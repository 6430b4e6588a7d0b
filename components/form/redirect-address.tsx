import { useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { ownOrigin, redirectAddress, writeClipboard } from '../browser-actions';
import { Button } from '../parts/button';

/** Where the provider must send people back to: to be registered there, so it can be copied. */
export function RedirectAddress() {
  const [copied, setCopied] = useState<'copied' | 'refused'>();
  const address = redirectAddress();
  if (address === undefined) return null;
  const copy = () =>
    void writeClipboard(address).then(
      () => setCopied('copied'),
      () => setCopied('refused'),
    );
  return (
    <div class="redirect">
      <p>{text('form_redirect')}</p>
      <div class="redirect-line">
        <code>{address}</code>
        <Button kind="link" name={text('form_redirect_copy_name')} onClick={copy}>
          {text('form_redirect_copy')}
        </Button>
      </div>
      <p class="field-help">{text('form_redirect_origin', ownOrigin())}</p>
      <p class="field-help" role="status">
        {copied && text(copied === 'copied' ? 'form_redirect_copied' : 'copy_refused')}
      </p>
    </div>
  );
}
