import { useEffect, useState } from 'preact/hooks';
import { activeTabId } from '../browser-actions';
import { FailureAlert } from '../failure/failure-alert';
import { Skeleton } from '../parts/skeleton';
import { Popup } from './popup';

/** Finds the tab that the popup belongs to. */
export function PopupApp() {
  const [tabId, setTabId] = useState<number | 'none'>();
  useEffect(() => {
    void activeTabId().then((found) => setTabId(found ?? 'none'));
  }, []);
  if (tabId === 'none') return <FailureAlert failure={{ code: 'tab_closed' }} />;
  return tabId === undefined ? <Skeleton /> : <Popup tabId={tabId} />;
}
