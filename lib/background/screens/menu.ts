import { failureOf, TokenfillError } from '../../domain/errors';
import { originOf } from '../../domain/origin';
import type { Authorize } from '../filling/authorize';
import type { FillService } from '../filling/fill';
import type { Press } from '../keeping/press';
import type { TokenService } from '../tokens/tokens';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';

/** What we use of the browser's word on a click in the menu. */
export interface MenuClick {
  readonly menuItemId: number | string;
  /** 0 for the top document. */
  readonly frameId?: number | undefined;
}

const AUTHORIZE = 'authorize';
const PUT = 'put';

/** The page's context menu: the same click as the toolbar's, and the token for a field that no adapter knows. */
export function createMenu(
  { browser }: Pick<World, 'browser'>,
  parts: { authorize: Authorize; press: Press; tokens: TokenService; fills: FillService; notes: Notes },
) {
  const { authorize, press, tokens, fills, notes } = parts;

  /** The browser keeps the entries: made anew when we are installed or updated. */
  const install = async (): Promise<void> => {
    const documentUrlPatterns = ['https://*/*', 'http://*/*'];
    const title = (key: 'menu_authorize' | 'menu_put') => browser.i18n.getMessage(key);
    await browser.contextMenus.removeAll();
    browser.contextMenus.create({
      id: AUTHORIZE,
      title: title('menu_authorize'),
      contexts: ['page'],
      documentUrlPatterns,
    });
    browser.contextMenus.create({ id: PUT, title: title('menu_put'), contexts: ['editable'], documentUrlPatterns });
  };

  const putInField = async (tabId: number, frameId: number): Promise<void> => {
    // Only the top document can be bound, and the focused field of a frame is that frame's.
    if (frameId !== 0) throw new TokenfillError('opaque_origin');
    const origin = originOf((await browser.tabs.get(tabId)).url);
    const choice = await authorize.choiceFor(origin);
    if (!choice || origin === undefined) throw new TokenfillError('origin_not_bound');
    try {
      await tokens.ensure(choice.id, { tabId, permission: 'fail' });
      await fills.putInField(choice.id, tabId, origin);
      await notes.forgetFailure(choice.id);
    } catch (error) {
      await notes.writeFailure(choice.id, failureOf(error, 'unexpected'));
      throw error;
    } finally {
      await notes.changed();
    }
  };

  const onClicked = async (click: MenuClick, tabId: number | undefined): Promise<void> => {
    if (tabId === undefined) return;
    await press.orPopup(click.menuItemId === PUT ? putInField(tabId, click.frameId ?? 0) : press.anywhere(tabId));
  };

  return { install, onClicked };
}
