import { hostPattern, parseWebUrl } from '../../domain/origin';
import { CONNECTION_PREFIX } from '../../vault/records';
import type { PermissionGate } from '../access/permission-gate';
import { BUTTON_PREFERENCE, type Notes } from '../world/notes';
import { concernsPages } from '../world/page-notes';
import type { World } from '../world/world';
import { FRAME_SCRIPT, PAGE_SCRIPT } from './inject';

/** One for tabs' own documents, one for frames: each leaves at once where the other belongs. */
const PAGE = { id: 'page', js: [PAGE_SCRIPT] };
const FRAME = { id: 'frame', js: [FRAME_SCRIPT], allFrames: true };

/**
 * Keeps our content scripts (in-page button, automatic fill) registered for exactly the bound origins whose host is granted
 * and that want one of the two, and for nothing else; the one for frames only for origins that were filled in a frame before.
 * Recomputed from storage at start, and after each change of connections, preferences or permissions.
 */
export function createPageScript(
  { browser, vault, lock }: Pick<World, 'browser' | 'vault' | 'lock'>,
  gate: PermissionGate,
  notes: Notes,
) {
  type Wants = (origin: string) => Promise<boolean>;
  const onPage: Wants = async (origin) => (await notes.buttonWanted()) || (await notes.readKeep(origin)) === 'on';
  const inFrames: Wants = async (origin) =>
    (await notes.keptInFrames(origin)) || ((await notes.buttonWanted()) && (await notes.usedInFrames(origin)));

  const patternsFor = async (wants: Wants): Promise<string[]> => {
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

  const register = async (script: typeof PAGE | typeof FRAME, wants: Wants): Promise<void> => {
    const matches = await patternsFor(wants);
    const ids = [script.id];
    const [registered] = await browser.scripting.getRegisteredContentScripts({ ids });
    if (registered && JSON.stringify([...(registered.matches ?? [])].sort()) === JSON.stringify(matches)) return;
    if (registered) await browser.scripting.unregisterContentScripts({ ids });
    if (matches.length === 0) return;
    const more = { matches, runAt: 'document_idle', persistAcrossSessions: true } as const;
    await browser.scripting.registerContentScripts([{ ...script, ...more }]);
  };

  const registerAll = async (): Promise<void> => {
    await register(PAGE, onPage);
    await register(FRAME, inFrames);
  };

  // One at a time: a granted permission and a saved connection come together, and a script id can be registered once.
  const update = () => lock('page-script', registerAll);

  /** Whether a change in storage can change where the script belongs. */
  const concerns = (keys: readonly string[]) =>
    keys.some((key) => key === BUTTON_PREFERENCE || key.startsWith(CONNECTION_PREFIX) || concernsPages(key));

  return { update, concerns };
}
