import { schemesByUse } from '../../lib/curl/places';
import type { PendingTrial } from '../../lib/curl/trial-view';
import { CurlScreen } from '../curl/curl-screen';
import { type PopupContext, pageOriginOf, shownPage } from './popup-context';

export interface PopupCurlProps {
  readonly id: string;
  readonly pending: PendingTrial | undefined;
  readonly context: PopupContext;
  readonly onDone: () => void;
  /** From now on the screen stays, whatever appears meanwhile. */
  readonly onPin: () => void;
}

/** A pasted command in the popup: what comes of it can be used on the page at once. */
export function PopupCurl({ id, pending, context: { view, activity, reload }, onDone, onPin }: PopupCurlProps) {
  const origin = pageOriginOf(view);
  const page = {
    on: shownPage(view),
    origin,
    schemes: view.report ? schemesByUse(view.report.schemes, view.report.requirements) : [],
    // In Chromium the click itself lets the background talk to the tab's own origin (docs/facts.md#activetab-fetch).
    reachable: import.meta.env.CHROME ? view.origin : undefined,
  };
  return (
    <CurlScreen
      id={id}
      pending={pending}
      vault={view.vault}
      page={page}
      activity={activity}
      reload={reload}
      onKept={onDone}
      onBusy={onPin}
    />
  );
}
