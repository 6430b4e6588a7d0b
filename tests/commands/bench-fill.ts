import { startChromium } from '../e2e/browsers/chromium';
import { drive } from '../e2e/pages/popup';
import { startLocalProviders } from '../servers';

/**
 * `npm run bench:fill` (after `npm run build`): how long a fill takes on the newest Swagger UI, beside a bare `executeScript` that
 * does the same dispatch, in turns, in one run. Prints; judges nothing.
 */

const ROUNDS = 41;

/** Runs in our options page, as text: whoever compiles this file must add nothing to it. Answers with milliseconds. */
const MEASURE = `async ({ connectionId, tabId, token, rounds }) => {
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
    .sendMessage({ type: 'authorize', request: { connectionId, tabId } })
    .then((answer) => answer.ok || answer);
  const script = () => chrome.scripting
    .executeScript({ target: { tabId }, world: 'MAIN', func: bare, args: [token] })
    .then(([first]) => first.result);
  const fills = [];
  const scripts = [];
  for (let round = 0; round < rounds; round += 1) {
    fills.push(await timed(fill));
    scripts.push(await timed(script));
  }
  return { fills, scripts };
}`;

interface Times {
  readonly fills: readonly number[];
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
    return { tabId: tab.id, connectionId: listed.reply[0].connection.id };
  })()`)) as object;
  // An open popup looks into the page again after every fill, and two lines into one page wait for each other.
  await popup.page.close();
  const order = JSON.stringify({ ...known, token: example.bearerToken, rounds: ROUNDS });
  const { fills, scripts } = (await options.evaluate(`(${MEASURE})(${order})`)) as Times;
  const [ours, bare] = [median(fills), median(scripts)];
  process.stdout.write(`
A fill on Swagger UI 5.35, median of ${ROUNDS}   ${ours.toFixed(1)} ms
A bare executeScript with the same dispatch ${bare.toFixed(1)} ms
Ratio                                       ${(ours / bare).toFixed(2)}
`);
} finally {
  await browser.close();
  await providers.stop();
}
