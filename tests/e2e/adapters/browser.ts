import puppeteer, { type Browser } from 'puppeteer-core';
import { browserPath } from '../browsers/paths';

/** Keeps a machine without internet quiet: Chromium asks for updates and components at every start. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** A plain Chromium without the extension: the adapters are put into the pages by the test itself. */
export function startPlainChromium(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executablePath = browserPath('chromium');
  return puppeteer.launch({ executablePath, headless: true, pipe: true, args: [...QUIET, ...asRoot] });
}
