import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../lib/ask';
import type { PendingTrial } from '../../lib/curl/trial-view';

/** What an earlier popup of this tab was at when it closed. Asked for once: nothing comes to be while this one is open. */
export function usePending(tabId: number) {
  const [pending, setPending] = useState<PendingTrial>();
  useEffect(() => {
    // A popup without it is one that begins anew: nothing to say to the user.
    void ask('pendingTrial', { tabId }).then(
      (found) => setPending(found ?? undefined),
      () => undefined,
    );
  }, [tabId]);
  return {
    pending,
    /** The user goes elsewhere. */
    drop: () => {
      setPending(undefined);
      void ask('dropTrial', { tabId }).catch(() => undefined);
    },
  };
}
