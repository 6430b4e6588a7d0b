import type { FirefoxWindow, PrivilegedWindow, Question } from './firefox-window';
import { until } from './until';

/** Firefox's questions for host permissions: counted when asked, and answered in the real prompt. */
export interface Questions {
  /** The match patterns of every question since the start, in order. */
  asked(): Promise<readonly (readonly string[])[]>;
  /** Waits until there is one on the screen. */
  shown(): Promise<void>;
  /** Waits for the question, then presses its button. Resolves with the pattern list asked for. */
  answer(with_: 'Allow' | 'Deny'): Promise<readonly string[]>;
}

export async function watchQuestions(window: FirefoxWindow): Promise<Questions> {
  await window.run(watch, null);
  const asked = () => window.run(({ tokenfillQuestions }: PrivilegedWindow) => tokenfillQuestions ?? [], null);
  return {
    asked,
    shown: async () => void (await until(() => window.run(isShown, null), 'permission question')),
    answer: async (word) => {
      await until(() => window.run(isShown, null), `permission question to answer with ${word}`);
      await until(() => window.run(pressButton, word), 'end of the permission question');
      return (await asked()).at(-1) ?? [];
    },
  };
}

/** Notified only when there is something to ask: hosts that are granted already do not come by here. */
function watch(window: PrivilegedWindow): void {
  const questions: string[][] = [];
  window.tokenfillQuestions = questions;
  const observe = ({ wrappedJSObject }: Question) => void questions.push([...wrappedJSObject.permissions.origins]);
  window.Services.obs.addObserver({ observe }, 'webextension-optional-permission-prompt');
}

function isShown({ PopupNotifications }: PrivilegedWindow): true | undefined {
  const { state, firstElementChild } = PopupNotifications.panel;
  return (state === 'open' && firstElementChild?.id === 'addon-webext-permissions-notification') || undefined;
}

/**
 * Presses the button unless the question is gone already. Firefox ignores a press in the first half second, against hasty
 * clicks (the preference for that is 0 here), and one before its window is active, which it then becomes.
 */
function pressButton({ PopupNotifications }: PrivilegedWindow, word: 'Allow' | 'Deny'): 'gone' | undefined {
  const { state, firstElementChild } = PopupNotifications.panel;
  if (state === 'closed') return 'gone';
  const question = firstElementChild as { button?: HTMLElement; secondaryButton?: HTMLElement } | null;
  (word === 'Allow' ? question?.button : question?.secondaryButton)?.click();
  return undefined;
}
