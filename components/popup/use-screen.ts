import { useState } from 'preact/hooks';
import type { PendingTrial } from '../../lib/curl/trial-view';
import type { TabView } from '../../lib/domain/view';
import { type FormStart, startSuggested } from '../form/form-start';

/** What the popup shows. */
export type Screen =
  | { readonly show: 'form'; readonly start: FormStart }
  | { readonly show: 'choice' }
  /** `id`: of the connection to be. `pending`: what a popup that is gone was at. */
  | { readonly show: 'curl'; readonly id: string; readonly pending?: PendingTrial | undefined }
  | { readonly show: 'home' };

/** The screen that the user opened, or the one that the page itself suggests. */
export function useScreen(view: TabView | undefined, pending: PendingTrial | undefined) {
  const [opened, setOpened] = useState<Screen>();
  const [freshId, setFreshId] = useState(() => crypto.randomUUID());
  const screen = opened ?? (view ? impliedScreen(view, freshId, pending) : undefined);
  return {
    screen,
    opened: opened !== undefined,
    /** Undefined: back to what the page suggests, with a new connection where that is a form. */
    open: (next?: Screen) => {
      setFreshId(crypto.randomUUID());
      setOpened(next);
    },
    /** From now on the screen stays, whatever appears meanwhile. */
    pin: () => setOpened(screen),
  };
}

/**
 * What was begun comes first. A docs page without a connection opens the form that fits it; everything else the list. A locked vault
 * saves no form.
 */
function impliedScreen(
  { report, fitting, suggestion, vault }: TabView,
  id: string,
  pending: PendingTrial | undefined,
): Screen {
  if (pending) return { show: 'curl', id: pending.id, pending };
  if (vault.locked || !report || fitting.length > 0 || !suggestion) return { show: 'home' };
  return { show: 'form', start: startSuggested(suggestion, id) };
}
