import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startBridge } from '../lib/page/bridge';
import { takeNonce } from '../lib/page/channel';
import { openRoot } from '../lib/page/closed-roots';

export default defineUnlistedScript(() => {
  const nonce = takeNonce(globalThis as unknown as Record<string, unknown>);
  if (nonce) startBridge(nonce, window, (name) => browser.runtime.connect({ name }), openRoot);
});
