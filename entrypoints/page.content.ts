import { defineContentScript } from 'wxt/utils/define-content-script';
import { ask } from '../lib/ask';
import { insertButton } from '../lib/page/button';
import { type SeenEvent, watchPage } from '../lib/page/watch';

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
    const tell = (event: 'loaded' | SeenEvent) => ask('pageEvent', { event });
    // A background that died over it starts anew with the second telling.
    const seen = (event: 'loaded' | SeenEvent) => tell(event).catch(() => tell(event).catch(() => 'leave'));
    if ((await seen('loaded')) === 'watch') context.onInvalidated(watchPage(window, seen));
  },
});
