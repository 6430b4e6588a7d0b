import { TokenfillError } from '../../domain/errors';
import type { SignInWindow } from '../../provider/sign-in';
import type { World } from '../world/world';

/** Firefox ends a background that makes no extension call for 30 s (M24); people take longer to sign in. */
const KEEP_ALIVE_EVERY = 10_000;

/** The browser's window for signing in: it shows the server's page, and hands us only the address at the end. */
export function createSignInWindow({ browser }: Pick<World, 'browser'>): SignInWindow {
  return {
    redirectUri: browser.identity.getRedirectURL(),
    open: async (url) => {
      const alive = setInterval(() => void browser.runtime.getPlatformInfo(), KEEP_ALIVE_EVERY);
      try {
        return (await browser.identity.launchWebAuthFlow({ url, interactive: true })) ?? '';
      } catch (error) {
        // Chromium tells a page that does not load from a person who closed the window by its words only.
        const unreachable = error instanceof Error && /could not be loaded/i.test(error.message);
        throw new TokenfillError(unreachable ? 'network' : 'sign_in_refused', {}, error);
      } finally {
        clearInterval(alive);
      }
    },
  };
}
