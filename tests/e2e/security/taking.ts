import type { Frame, Page } from 'puppeteer-core';
import type { SpyWindow } from './spy';

interface Swagger {
  readonly authSelectors: { authorized(): unknown };
}

/** Everything that a page has: what its spy kept, its documents, its storage; in all its frames. */
export async function take(page: Page): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const frame of page.frames()) texts[`${frame.url()} ${Object.keys(texts).length}`] = await takeFrame(frame);
  return texts;
}

export function takeFrame(frame: Frame): Promise<string> {
  return frame
    .evaluate(() => {
      const read = (get: () => unknown) => {
        try {
          return String(get());
        } catch {
          return '';
        }
      };
      const { readLoot, ui } = window as unknown as Partial<SpyWindow> & { ui?: Swagger };
      const stores = [() => Object.entries(localStorage), () => Object.entries(sessionStorage), () => document.cookie];
      const held = () => JSON.stringify(ui?.authSelectors.authorized());
      const said = [window.name, JSON.stringify(history.state), readLoot?.() ?? ''];
      return [...said, ...[...stores, held].map(read), document.documentElement.outerHTML].join('\n');
    })
    .catch(() => '');
}
