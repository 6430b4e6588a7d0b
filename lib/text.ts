import { browser } from 'wxt/browser';
import type catalogue from '../public/_locales/en/messages.json';

export type TextKey = keyof typeof catalogue;

/** A text of the catalogue in the browser's language; `$1`… are replaced in order. Every text on a screen comes from here. */
export function text(key: TextKey, ...values: readonly (string | number)[]): string {
  return browser.i18n.getMessage(key, values.map(String));
}
