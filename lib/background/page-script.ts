import { hostPattern, parseWebUrl } from '../domain/origin';
import { CONNECTION_PREFIX } from '../vault/records';
import { BUTTON_PREFERENCE, KEEP_PREFIX, type Notes } from './notes';
import type { PermissionGate } from './permission-gate';
import type { World } from './world';

const SCRIPT_ID = 'page';

/**
 * Keeps our content script (in-page button, automatic fill) registered for exactly the bound origins whose host is granted
 * and that want one of the two, and for nothing else. Recomputed from storage at start, and after each change of
 * connections, preferences or permissions.
 */
export function createPageScript(
  { browser, vault, lock }: Pick<World, 'browser' | 'vault' | 'lock'>,
  gate: PermissionGate,
  notes: Notes,
) {
  const wants = async (origin: string) => (await notes.buttonWanted()) || (await notes.readKeep(origin)) === 'on';

  const wantedPatterns = async (): Promise<string[]> => {
    const origins = [...new Set((await vault.list()).flatMap((connection) => connection.origins))];
    const patterns = await Promise.all(
      origins
        .filter((origin) => parseWebUrl(origin))
        .map(async (origin) =>
          (await gate.granted(origin)) && (await wants(origin)) ? hostPattern(origin) : undefined,
        ),
    );
    return [...new Set(patterns.filter((pattern) => pattern !== undefined))].sort();
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
  const update = () => lock('page-script', register);

  /** Whether a change in storage can change where the script belongs. */
  const concerns = (keys: readonly string[]) =>
    keys.some((key) => key === BUTTON_PREFERENCE || key.startsWith(CONNECTION_PREFIX) || key.startsWith(KEEP_PREFIX));

  return { update, concerns };
}
