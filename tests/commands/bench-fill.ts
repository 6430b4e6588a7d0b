import { startChromium } from '../e2e/browsers/chromium';
import { drive } from '../e2e/pages/popup';
import { startLocalProviders } from '../servers';

/**
 * `npm run bench:fill` (after `npm run build`): how long a click in the open popup takes to fill the newest Swagger UI (the popup has
 * looked into the page before), and how long of that is the fill itself, from the gate to its note; how long a press without a
 * look takes (the key). Beside a bare `executeScript` that does the same dispatch, in turns, in one run. Prints; judges nothing.
 */

const ROUNDS = 41;

/**
 * Runs in the background, as text: when a fill asks for the tab's address, which is the gate's first question, and when its note is
 * written, which is its end.
 */
const WATCH = `(() => {
  globalThis.fills = [];
  const asked = [];
  const { get } = chrome.tabs;
  chrome.tabs.get = (...given) => {
    asked.push(performance.now());
    return get.apply(chrome.tabs, given);
  };
  const { set } = chrome.storage.session;
  chrome.storage.session.set = (items, done) => {
    const end = () => {
      const now = performance.now();
      // The first question of this fill: the look before it is 120 ms ago.
      const first = asked.find((at) => now - at < 100);
      if (Object.keys(items).some((key) => key.startsWith('fil:'))) globalThis.fills.push(now - first);
      done?.();
    };
    return set.call(chrome.storage.session, items, end);
  };
})()`;

/** Runs in our options page, as text: whoever compiles this file must add nothing to it. Answers with milliseconds. */
const MEASURE = `async ({ connectionId, tabId, origin, token, rounds }) => {
  const bare = (value) => {
    const entry = { name: 'bearerAuth', schema: { type: 'http', scheme: 'bearer' }, value };
    window.ui.authActions.authorize({ bearerAuth: entry });
    return window.ui.authSelectors.authorized().getIn(['bearerAuth', 'value']) === value;
  };
  const timed = async (run) => {
    const from = performance.now();
    const answer = await run();
    if (answer !== true) throw new Error('not filled: ' + JSON.stringify(answer));
    return performance.now() - from;
  };
  const fill = () => chrome.runtime
    .sendMessage({ type: 'authorize', request: { connectionId, tabId, origin } })
    .then((answer) => answer.ok || answer);
  const script = () => chrome.scripting
    .executeScript({ target: { tabId }, world: 'MAIN', func: bare, args: [token] })
    .then(([first]) => first.result);
  const look = () => chrome.runtime.sendMessage({ type: 'describeTab', request: { tabId } });
  // What a look or a fill has set going behind its answer is not part of the next one.
  const rest = () => new Promise((done) => setTimeout(done, 120));
  const [clicks, presses, scripts] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    await look();
    await rest();
    clicks.push(await timed(fill));
    await rest();
    scripts.push(await timed(script));
    await rest();
  }
  await new Promise((done) => setTimeout(done, 16_000));
  for (let round = 0; round < rounds; round += 1) {
    presses.push(await timed(fill));
    await rest();
  }
  return { clicks, presses, scripts };
}`;

interface Times {
  readonly clicks: readonly number[];
  readonly presses: readonly number[];
  readonly scripts: readonly number[];
}

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

const providers = await startLocalProviders();
const browser = await startChromium({ args: providers.chromiumArgs(), headless: true });
try {
  const { example } = providers.demo;
  const options = await browser.openExtensionPage('options.html');
  const mode = { type: 'changeMode', request: { choose: { mode: 'session' } } };
  await options.evaluate(`chrome.runtime.sendMessage(${JSON.stringify(mode)})`);
  const page = await browser.newPage(example.pages.bearer);
  const popup = drive(await browser.pressIcon(page));
  await popup.type('Token', example.bearerToken);
  await popup.click('button', 'Save and authorize');
  await popup.see('::-p-aria([name="Log out"][role="button"])');
  const known = (await popup.page.evaluate(`(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const listed = await chrome.runtime.sendMessage({ type: 'listConnections', request: {} });
    return { tabId: tab.id, origin: new URL(tab.url).origin, connectionId: listed.reply[0].connection.id };
  })()`)) as object;
  // An open popup looks into the page again after every fill, and two lines into one page wait for each other.
  await popup.page.close();
  const worker = await browser.worker();
  await worker.evaluate(WATCH);
  const order = JSON.stringify({ ...known, token: example.bearerToken, rounds: ROUNDS });
  const { clicks, presses, scripts } = (await options.evaluate(`(${MEASURE})(${order})`)) as Times;
  const fills = ((await worker.evaluate('globalThis.fills')) as number[]).slice(0, ROUNDS);
  const bare = median(scripts);
  const line = (what: string, times: readonly number[]) =>
    `${what.padEnd(46)}${median(times).toFixed(1).padStart(6)} ms ${(median(times) / bare).toFixed(2).padStart(7)}\n`;
  process.stdout.write(`\nSwagger UI 5.35, medians of ${ROUNDS}, times a bare executeScript\n`);
  process.stdout.write(line('A click in the popup, which has looked', clicks));
  process.stdout.write(line('Of that the fill, from the gate to its note', fills));
  process.stdout.write(line('A press without a look', presses));
  process.stdout.write(line('A bare executeScript with the same dispatch', scripts));
} finally {
  await browser.close();
  await providers.stop();
}
