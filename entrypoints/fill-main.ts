import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { Adapter } from '../lib/domain/page';
import { takeNonce } from '../lib/page/channel';
import { answerRequests } from '../lib/page/main-world';

const files = import.meta.glob<Adapter>('../lib/adapters/*.ts', { eager: true, import: 'default' });

export default defineUnlistedScript(() => {
  const nonce = takeNonce(globalThis as unknown as Record<string, unknown>);
  if (nonce) answerRequests(nonce, window, Object.values(files));
});
