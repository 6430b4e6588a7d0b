import { existsSync } from 'node:fs';

const PLACES = {
  chromium: [
    process.env.CHROME_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
  firefox: [
    process.env.FIREFOX_PATH,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
} as const;

export type BrowserName = keyof typeof PLACES;

/** Where the browser is on this machine: CHROME_PATH or FIREFOX_PATH first, then the usual places. */
export function findBrowser(name: BrowserName): string | undefined {
  return PLACES[name].find((path) => path !== undefined && path !== '' && existsSync(path));
}

/** @throws Error that says what to install or set */
export function browserPath(name: BrowserName): string {
  const path = findBrowser(name);
  const variable = name === 'chromium' ? 'CHROME_PATH' : 'FIREFOX_PATH';
  if (!path) throw new Error(`No ${name} found. Install it, or set ${variable} to its program file.`);
  return path;
}
