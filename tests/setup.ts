import { beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import catalogue from '../public/_locales/en/messages.json';

/** The parts of the browser that the fake leaves out: texts as Chrome and Firefox substitute them, and permissions. */
const messages: Readonly<Record<string, { readonly message: string } | undefined>> = catalogue;

function getMessage(key: string, substitutions: string | readonly string[] = []): string {
  const values = typeof substitutions === 'string' ? [substitutions] : substitutions;
  const message = messages[key]?.message ?? '';
  return message.replace(/\$(\d)/g, (_, position: string) => values[Number(position) - 1] ?? '');
}

beforeEach(() => {
  fakeBrowser.reset();
  fakeBrowser.i18n.getMessage = getMessage as typeof fakeBrowser.i18n.getMessage;
  fakeBrowser.permissions.request = vi.fn(async () => true);
  fakeBrowser.permissions.contains = vi.fn(async () => true);
  fakeBrowser.runtime.openOptionsPage = vi.fn(async () => undefined);
});
