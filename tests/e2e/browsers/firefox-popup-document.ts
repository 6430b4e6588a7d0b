/** What is asked of the popup's document. Each function runs in another page of ours and can use nothing from around it. */

declare const browser: { readonly extension: { getViews(which: { type: 'popup' }): readonly Window[] } };

/** Our own page's note on the click that is to come: a real one is trusted and allows to ask the user. */
interface ClickNote {
  tokenfillClick?: 'none' | 'scripted' | 'real';
}

export type Role = 'button' | 'radio' | 'checkbox' | 'textbox';

/** Finds one visible element, focuses it when it is for typing, and says where it is. */
export function locate(role: Role, name: string): { x: number; y: number } | undefined {
  const selectors = {
    button: 'button',
    radio: 'input[type=radio]',
    checkbox: 'input[type=checkbox]',
    textbox: 'input:not([type=radio], [type=checkbox]), textarea',
  };
  const [view] = browser.extension.getViews({ type: 'popup' });
  const nameOf = (element: HTMLInputElement) =>
    (element.getAttribute('aria-label') ?? (element.labels?.[0] ?? element).textContent ?? '').trim();
  const all = [...(view?.document.querySelectorAll<HTMLInputElement>(selectors[role]) ?? [])];
  const found = all.find((element) => nameOf(element) === name && element.checkVisibility());
  if (!found) return undefined;
  found.scrollIntoView({ block: 'center' });
  if (role === 'textbox') {
    found.focus();
    found.select();
  } else {
    const page = globalThis as ClickNote;
    page.tokenfillClick = 'none';
    const note = ({ isTrusted }: Event) => {
      page.tokenfillClick = isTrusted && view?.navigator.userActivation.isActive ? 'real' : 'scripted';
    };
    found.addEventListener('click', note, { once: true, capture: true });
  }
  const { x, y, width, height } = found.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

/** Resolves when the popup has been drawn twice. */
export async function painted(): Promise<void> {
  const [view] = browser.extension.getViews({ type: 'popup' });
  for (let frames = 0; frames < 2; frames += 1) {
    await new Promise<unknown>((resolve) => (view ? view.requestAnimationFrame(resolve) : resolve(undefined)));
  }
}

export function hasFocus(): true | undefined {
  const [view] = browser.extension.getViews({ type: 'popup' });
  return view?.document.hasFocus() || undefined;
}

export function readFocused(): string | undefined {
  const [view] = browser.extension.getViews({ type: 'popup' });
  return (view?.document.activeElement as HTMLInputElement | null)?.value;
}

export function readClick(): true | undefined {
  return (globalThis as ClickNote).tokenfillClick === 'real' || undefined;
}

export function readText(): string {
  const [view] = browser.extension.getViews({ type: 'popup' });
  return view ? `The popup says: ${view.document.body.innerText}` : 'There is no popup.';
}

export function readAlert(): string | undefined {
  const [view] = browser.extension.getViews({ type: 'popup' });
  return view?.document.querySelector<HTMLElement>('[role=alert]')?.innerText;
}
