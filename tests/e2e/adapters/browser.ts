import puppeteer, { type Browser } from 'puppeteer-core';
import { QUIET } from '../browsers/chromium';
import { browserPath } from '../browsers/paths';

/** A plain Chromium without the extension: the adapters are put into the pages by the test itself. */
export function startPlainChromium(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executablePath = browserPath('chromium');
  return puppeteer.launch({ executablePath, headless: true, pipe: true, args: [...QUIET, ...asRoot] });
}
