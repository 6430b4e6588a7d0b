import type { TabView } from '../../lib/domain/view';
import type { PopupNeedsView } from '../needs/use-popup-needs';
import type { Activity } from '../tasks/use-activity';

/** What every part of the popup works with. */
export interface PopupContext {
  readonly view: TabView;
  readonly activity: Activity;
  readonly needs: PopupNeedsView;
  readonly reload: () => Promise<void>;
}

/** Where a form may bind and fill: only a docs page, which may be a frame of the tab's. */
export function pageOriginOf({ report, frame, origin }: TabView): string | undefined {
  return report && (frame?.origin ?? origin);
}

/** Which document of the tab a click is for. */
export function placeOf({ tabId, frame }: TabView): { readonly tabId: number; readonly frameId?: number | undefined } {
  return { tabId, frameId: frame?.id };
}
