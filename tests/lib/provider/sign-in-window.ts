import type { SignInWindow } from '../../../lib/provider/sign-in';

export const REDIRECT = 'https://made-up.chromiumapp.org/';

/** A window in which somebody signs in: what was opened, and the answer that the server sends, with the state it was given. */
export interface RecordedSignIn {
  /** The address opened; `state` and `code_challenge` are new each time and left out. */
  readonly opens: { readonly url: string; readonly parameters: Readonly<Record<string, string>> };
  readonly answers: Readonly<Record<string, string>>;
}

export function playWindow(answers: Readonly<Record<string, string>>) {
  const opened: URL[] = [];
  const window: SignInWindow = {
    redirectUri: REDIRECT,
    open: async (text) => {
      const url = new URL(text);
      opened.push(url);
      return `${REDIRECT}?${new URLSearchParams({ state: url.searchParams.get('state') ?? '', ...answers })}`;
    },
  };
  return { window, opened };
}

/** As a recording says it. */
export function openedAs(url: URL | undefined): RecordedSignIn['opens'] | undefined {
  if (!url) return undefined;
  const { state: _, code_challenge: __, ...parameters } = Object.fromEntries(url.searchParams);
  return { url: url.origin + url.pathname, parameters };
}
