import type { Need } from '../../lib/domain/need';
import type { Activity } from '../tasks/use-activity';
import { unsaidNeeds } from './said-once';
import { useNeeds } from './use-needs';

/** The popup is about this page: more lines than this go to the options. */
const MOST = 2;

export interface PopupNeedsView {
  /** What the popup says in words. */
  readonly shown: readonly Need[];
  /** How many more there are. */
  readonly more: number;
  readonly reload: () => Promise<void>;
}

/** What needs the user, as much of it as the popup says. */
export function usePopupNeeds(failed: Activity['failed']): PopupNeedsView {
  const { needs, reload } = useNeeds();
  const unsaid = unsaidNeeds(needs, failed);
  return { shown: unsaid.slice(0, MOST), more: Math.max(unsaid.length - MOST, 0), reload };
}
