import { badgeOf, type Need, type TabResult } from '../../domain/need';
import type { FillRecord } from '../../domain/view';
import type { World } from './world';

const COLORS = { good: '#1a7f37', bad: '#b42318' } as const;

/** The toolbar icon's badge, as `badgeOf` decides it. What is shown on one tab is cleared by the browser on navigation. */
export function createBadge({ browser }: Pick<World, 'browser'>) {
  const show = async (needs: readonly Need[], place: { readonly tabId?: number }, tab?: TabResult) => {
    const { text, tone } = badgeOf(needs, tab);
    try {
      await Promise.all([
        browser.action.setBadgeText({ ...place, text }),
        browser.action.setBadgeBackgroundColor({ ...place, color: COLORS[tone] }),
        browser.action.setBadgeTextColor?.({ ...place, color: '#ffffff' }),
      ]);
    } catch {
      // The tab was closed meanwhile: there is no icon to mark.
    }
  };
  return {
    filled: (tabId: number, { missing }: FillRecord) => show([], { tabId }, missing.length > 0 ? 'partly' : 'filled'),
    failed: (tabId: number) => show([], { tabId }, 'failed'),
    /** On every tab without a result of its own. */
    needs: (needs: readonly Need[]) => show(needs, {}),
  };
}
export type Badge = ReturnType<typeof createBadge>;
