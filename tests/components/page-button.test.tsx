import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TokenfillError } from '../../lib/domain/errors';
import { insertButton } from '../../lib/page/button';

/** A click as the browser marks one that a person made. */
function trustedClick(): Event {
  const event = new MouseEvent('click', { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  return event;
}

describe('the in-page button', () => {
  let root: ShadowRoot;
  let mode: string;
  let remove: () => void;
  const attach = Element.prototype.attachShadow;
  const button = () => root.querySelector('button') as HTMLButtonElement;
  const insert = (press: () => Promise<unknown>) => {
    remove = insertButton(window, { label: 'Podero Live', environment: 'LIVE' }, press);
  };

  beforeEach(() => {
    vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, options) {
      mode = options.mode;
      root = attach.call(this, options);
      return root;
    });
  });
  afterEach(() => {
    remove();
    vi.restoreAllMocks();
  });

  it('shows label and environment in a closed shadow root when a connection fits', () => {
    insert(async () => undefined);
    expect(mode).toBe('closed');
    expect(button().textContent).toBe('Authorize · Podero LiveLIVE');
  });

  it('does nothing when a script clicks it', () => {
    const press = vi.fn(async () => undefined);
    insert(press);
    button().click();
    expect(press).not.toHaveBeenCalled();
  });

  it('authorizes when a person clicks it', async () => {
    const press = vi.fn(async () => undefined);
    insert(press);
    button().dispatchEvent(trustedClick());
    button().dispatchEvent(trustedClick());
    await expect.poll(() => button().textContent).toContain('✓ Authorized · Podero Live');
    expect(press).toHaveBeenCalledOnce();
  });

  it('says in one line what to do when it did not work', async () => {
    insert(async () => {
      throw new TokenfillError('secret_missing');
    });
    button().dispatchEvent(trustedClick());
    await expect
      .poll(() => root.querySelector('[role=status]')?.textContent)
      .toBe('The secret was forgotten when the browser closed. Enter it again.');
  });

  it('leaves nothing behind when it is taken away', () => {
    insert(async () => undefined);
    remove();
    expect(document.documentElement.lastElementChild?.shadowRoot ?? null).toBeNull();
    expect(root.host.isConnected).toBe(false);
  });
});
