import { defineContentScript } from 'wxt/utils/define-content-script';
import { ask } from '../lib/ask';
import { insertButton } from '../lib/page/button';
import { watchSight } from '../lib/page/sight';
import { createTeller } from '../lib/page/tell';
import { watchPage } from '../lib/page/watch';

/**
 * Registered at run time for bound origins that were filled in a frame before. Which page this frame is in decides, and the
 * background decides by it: without its answer nothing happens here.
 */
export default defineContentScript({
  registration: 'runtime',
  async main(context) {
    if (window.top === window) return;
    // The browser's own list, which no page can change; where there is none, nobody has agreed to anything.
    const around = [...(location.ancestorOrigins ?? [])];
    const sight = watchSight(window);
    const face = sight && (await ask('frameButton', { around }).catch(() => null));
    if (face) context.onInvalidated(insertButton(window, face, () => ask('framePressed', { around }), sight));
    const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
    const seen = createTeller((event) => ask('frameEvent', { event, around }), sleep);
    if ((await seen('loaded')) === 'watch') context.onInvalidated(watchPage(window, seen));
  },
});
