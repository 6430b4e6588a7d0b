import { defineContentScript } from 'wxt/utils/define-content-script';
import { ask } from '../lib/ask';
import { insertButton } from '../lib/page/button';
import { createTeller } from '../lib/page/tell';
import { watchPage } from '../lib/page/watch';

/**
 * Registered at run time for bound origins whose host is granted. Patterns have no port, so it can also run on a neighbour
 * of a bound origin: the background compares the full origin, and without its answer nothing happens here.
 */
export default defineContentScript({
  registration: 'runtime',
  async main(context) {
    if (window.top !== window) return;
    const face = await ask('buttonState', {}).catch(() => null);
    if (face) context.onInvalidated(insertButton(window, face, () => ask('buttonPressed', {})));
    const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
    const seen = createTeller((event) => ask('pageEvent', { event }), sleep);
    if ((await seen('loaded')) === 'watch') context.onInvalidated(watchPage(window, seen));
  },
});
