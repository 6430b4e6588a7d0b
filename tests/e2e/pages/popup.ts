import type { Page } from 'puppeteer-core';

/** The popup as a person uses it: everything is found by role and accessible name. Counts the clicks. */
export interface Popup {
  readonly page: Page;
  clicks(): number;
  /** Types into a field by its label. Typing is no click: the first field has the focus, Tab leads on. */
  type(label: string, value: string): Promise<void>;
  click(role: 'button' | 'radio' | 'checkbox' | 'link' | 'menuitem', name: string): Promise<void>;
  /** Waits for something to be on the screen. */
  see(selector: string): Promise<string>;
}

/** `::-p-aria` takes the accessible name and role as the browser computes them. */
const aria = (role: string, name: string) => `::-p-aria([name="${name.replaceAll('"', '\\"')}"][role="${role}"])`;

export function drive(page: Page): Popup {
  let clicks = 1; // The icon.
  return {
    page,
    clicks: () => clicks,
    type: async (label, value) => {
      const field = await page.waitForSelector(aria('textbox', label), { timeout: 20_000 });
      await field?.evaluate((element) => (element as HTMLInputElement).select?.());
      // Pasting, as people do: one input event with the whole value.
      await field?.focus();
      await page.keyboard.sendCharacter(value);
    },
    click: async (role, name) => {
      const element = await page.waitForSelector(aria(role, name), { timeout: 20_000 });
      clicks += 1;
      await element?.click();
    },
    see: async (selector) => {
      const element = await page.waitForSelector(selector, { timeout: 20_000 });
      return (await element?.evaluate((node) => node.textContent ?? '')) ?? '';
    },
  };
}
