import { useEffect } from 'preact/hooks';
import type { TabView } from '../../lib/domain/view';
import { onTabLoaded } from '../browser-actions';

/** The background has waited a second by itself before it says that a page is not ready. */
const PAUSE = 500;

/** Looks again when the page has loaded, and while its API document is still on the way. */
export function useFreshLook(tabId: number, view: TabView | undefined, reload: () => Promise<void>): void {
  useEffect(() => onTabLoaded(tabId, () => void reload()), [tabId, reload]);
  useEffect(() => {
    if (view?.report?.ready !== false) return;
    const timer = setTimeout(() => void reload(), PAUSE);
    return () => clearTimeout(timer);
  }, [view, reload]);
}
