import { hostPattern, parseWebUrl } from '../domain/origin';
import { CONNECTION_PREFIX } from '../vault/records';
import type { PermissionGate } from './permission-gate';
import type { World } from './world';

const SCRIPT_ID = 'page-button';

/** Where the user does not want our button: one preference, on by default where the host is granted. */
export const BUTTON_PREFERENCE = 'pref:pageButton';

/**
 * Keeps the in-page button's content script registered for exactly the bound origins whose host is already granted, and for
 * nothing else (design §9.2, §9.12). Recomputed from storage at start, and after each change of connections or permissions.
 */
export function createPageButton(
  { browser, vault, lock }: Pick<World, 'browser' | 'vault' | 'lock'>,
  gate: PermissionGate,
) {
  const wantedPatterns = async (): Promise<string[]> => {
    const stored = await browser.storage.local.get(BUTTON_PREFERENCE);
    if (stored[BUTTON_PREFERENCE] === 'off') return [];
    const origins = [...new Set((await vault.list()).flatMap((connection) => connection.origins))];
    const granted = await Promise.all(
      origins
        .filter((origin) => parseWebUrl(origin))
        .map(async (origin) => ((await gate.granted(origin)) ? hostPattern(origin) : undefined)),
    );
    return [...new Set(granted.filter((pattern) => pattern !== undefined))].sort();
  };

  const register = async (): Promise<void> => {
    const matches = await wantedPatterns();
    const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
    if (registered && JSON.stringify([...(registered.matches ?? [])].sort()) === JSON.stringify(matches)) return;
    if (registered) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
    if (matches.length === 0) return;
    await browser.scripting.registerContentScripts([
      { id: SCRIPT_ID, js: ['content-scripts/page.js'], matches, runAt: 'document_idle', persistAcrossSessions: true },
    ]);
  };

  // One at a time: a granted permission and a saved connection come together, and a script id can be registered once.
  const update = () => lock(SCRIPT_ID, register);

  /** Whether a change in storage can change where the button belongs. */
  const concerns = (keys: readonly string[]) =>
    keys.some((key) => key === BUTTON_PREFERENCE || key.startsWith(CONNECTION_PREFIX));

  return { update, concerns };
}
export type PageButton = ReturnType<typeof createPageButton>;
