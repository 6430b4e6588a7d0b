import type { TabView } from '../../lib/domain/view';
import type { PopupNeedsView } from '../needs/use-popup-needs';
import type { ShownPage } from '../tasks/connection-tasks';
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

export function shownPage({ tabId, frame, origin }: TabView): ShownPage {
  return { tabId, frameId: frame?.id, origin: frame?.origin ?? origin };
}
