import { startChromium } from '../e2e/browsers/chromium';
import { startLocalProviders } from '../servers';

/** `npm start`: opens the browser on a page that says what to try, and stays until it is closed or Ctrl-C is pressed. */

const providers = await startLocalProviders();
const browser = await startChromium({ args: providers.chromiumArgs(), headless: false });
const [first] = await browser.browser.pages();
const page = first ?? (await browser.browser.newPage());
await page.goto(providers.demo.startPage);

process.stdout.write(`
Tokenfill is loaded in the browser that just opened. Its first page says what to try.
The providers are local copies on this machine; nothing leaves it.
To stop: close the browser, or press Ctrl-C here.
`);

await new Promise<void>((resolve) => {
  browser.browser.once('disconnected', () => resolve());
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});
await browser.close().catch(() => undefined);
await providers.stop();
