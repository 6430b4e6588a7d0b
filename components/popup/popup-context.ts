import type { TabView } from '../../lib/domain/view';
import type { Activity } from '../tasks/use-activity';

/** What every part of the popup works with. */
export interface PopupContext {
  readonly view: TabView;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
}

/** Where a form may bind and fill: only a docs page. */
export function pageOriginOf({ report, origin }: TabView): string | undefined {
  return report && origin;
}
