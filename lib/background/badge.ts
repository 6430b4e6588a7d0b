import type { FillRecord } from '../domain/view';
import type { World } from './world';

const GREEN = '#1a7f37';
const RED = '#b42318';

/** The toolbar icon's badge on one tab: ✓ after a fill, ! when something needs a look. Browsers clear it on navigation. */
export function createBadge({ browser }: Pick<World, 'browser'>) {
  const show = async (tabId: number, text: string, color: string) => {
    try {
      await browser.action.setBadgeText({ tabId, text });
      await browser.action.setBadgeBackgroundColor({ tabId, color });
      await browser.action.setBadgeTextColor?.({ tabId, color: '#ffffff' });
    } catch {
      // The tab was closed meanwhile: there is no icon to mark.
    }
  };
  return {
    filled: (tabId: number, record: FillRecord) =>
      show(tabId, record.missing.length > 0 ? '!' : '✓', record.missing.length > 0 ? RED : GREEN),
    failed: (tabId: number) => show(tabId, '!', RED),
    clear: (tabId: number) => show(tabId, '', GREEN),
  };
}
export type Badge = ReturnType<typeof createBadge>;
