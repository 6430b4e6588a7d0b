import { type Page, TimeoutError } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { type LocalProviders, startLocalProviders } from '../../servers';
import type { Strangers } from '../../servers/sites';
import { type Journey, journeys } from '../journeys';
import { execute, type Operation } from '../pages/execute';
import { type ExtensionFirefox, startFirefox } from './firefox';
import type { FirefoxPopup } from './firefox-popup';

/** Inside our own page. */
declare const browser: typeof extensionApi;

/** Made up. */
const PASSPHRASE = 'made-up passphrase of a test';

/** One Firefox and one set of providers for a test file. */
export interface FirefoxScene {
  readonly providers: LocalProviders;
  readonly firefox: ExtensionFirefox;
  journey(method: string): Journey;
  /** Opens the journey's page in a tab of its own and sees the API refuse the page's call. */
  openUnauthorized(journey: Journey): Promise<Page>;
  /** Presses the page's own Execute. */
  execute(page: Page, operation: Operation): Promise<number>;
  fillIn(popup: FirefoxPopup, journey: Journey): Promise<void>;
  /**
   * The mouse click that answers the question falls beside the popup and closes it: measured in Firefox 153 under Xvfb with
   * the clicks of an X server. Without a window system the popup stays, so it is closed here.
   */
  answerByMouse(popup: FirefoxPopup, word: 'Allow' | 'Deny'): Promise<void>;
  /** Opens the popup again and sees it say that the page is authorized. */
  seeAuthorized(page: Page): Promise<FirefoxPopup>;
  /** Counts clicks and questions from now on. The result is also printed, with the time. */
  count(what: string): (popup: FirefoxPopup) => Promise<Counted>;
  /** The answers' status of each request for a token. */
  tokenRequests(journey: Journey): readonly number[];
  /** All that is in `storage.local`, as one text. */
  stored(): Promise<string>;
  /** Everything that must not be in there: what was typed as a secret, and the tokens that came of it. */
  secrets(): readonly string[];
}

interface Counted {
  readonly clicks: number;
  /** The hosts asked for. */
  readonly questions: readonly string[];
}

/** `preferences` come on top of the local providers' own; a `profile` stays when Firefox is closed. */
export function useFirefox(
  strangers: Strangers = {},
  { preferences = {}, profile }: { preferences?: Record<string, unknown>; profile?: string } = {},
): FirefoxScene {
  const scene = {} as { -readonly [Key in keyof FirefoxScene]: FirefoxScene[Key] };
  beforeAll(async () => {
    scene.providers = await startLocalProviders(strangers);
    scene.firefox = await startFirefox({ ...scene.providers.firefoxPreferences(), ...preferences }, profile);
  });
  afterAll(async () => {
    await scene.firefox?.close();
    await scene.providers?.stop();
  });
  scene.journey = (method) => {
    const found = journeys(scene.providers.demo).find((candidate) => candidate.method === method);
    if (!found) throw new Error(`No journey “${method}”.`);
    return found;
  };
  scene.execute = async (page, operation) => {
    await scene.firefox.closePopup();
    return patientExecute(page, operation);
  };
  scene.openUnauthorized = async ({ page: url, operation }) => {
    const page = await scene.firefox.newPage(url);
    const status = await scene.execute(page, operation);
    if (status !== 401) throw new Error(`${url} answers ${status} before anything was done.`);
    return page;
  };
  scene.fillIn = fillIn;
  scene.answerByMouse = async (popup, word) => {
    await scene.firefox.questions.shown();
    await popup.close();
    await scene.firefox.questions.answer(word);
  };
  scene.seeAuthorized = async (page) => {
    const popup = await scene.firefox.pressIcon(page);
    await popup.see('button', 'Log out');
    return popup;
  };
  scene.count = (what) => countFrom(scene, what);
  scene.tokenRequests = ({ page, tokenRequests: [path = '/'] }) =>
    scene.providers.log.to(new URL(page).host, path).map(({ status }) => status);
  scene.stored = () =>
    scene.firefox.ownPage.evaluate(async () => JSON.stringify(await browser.storage.local.get(null)));
  scene.secrets = () => [...namedSecrets(scene.providers.demo), ...sentTokens(scene.providers)];
  return scene;
}

/** WebDriver's clicks go by coordinates, and Firefox loses one while the page still moves: then it goes on from where it is. */
async function patientExecute(page: Page, operation: Operation): Promise<number> {
  page.setDefaultTimeout(5_000);
  for (let tries = 0; tries < 3; tries += 1) {
    const status = await execute(page, operation).catch(onlyTimeout);
    if (status !== undefined) return status;
  }
  return execute(page, operation);
}

function onlyTimeout(error: unknown): undefined {
  if (!(error instanceof TimeoutError)) throw error;
}

async function fillIn(popup: FirefoxPopup, { fields, tick = [], submit }: Journey): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await popup.type(label, value);
  for (const name of tick) await popup.click('checkbox', name);
  // Asked once, with the first connection.
  if ((await popup.text()).includes('Repeat passphrase')) {
    await popup.type('Passphrase', PASSPHRASE);
    await popup.type('Repeat passphrase', PASSPHRASE);
  }
  await popup.click('button', submit);
}

function countFrom({ firefox }: FirefoxScene, what: string): ReturnType<FirefoxScene['count']> {
  const start = Date.now();
  const before = firefox.questions.asked();
  return async (popup) => {
    const milliseconds = Date.now() - start;
    const questions = (await firefox.questions.asked()).slice((await before).length).flat();
    const clicks = popup.clicks();
    console.log(`Firefox, ${what}: ${clicks} clicks, ${questions.length} questions, ${milliseconds} ms`);
    return { clicks, questions };
  };
}

const SECRET_NAMES = /secret|token$|password|apiKey/i;

/** The demo credentials whose name says that they are secret. */
function namedSecrets(data: object): readonly string[] {
  return Object.entries(data).flatMap(([name, value]) => {
    if (typeof value === 'object') return namedSecrets(value);
    return SECRET_NAMES.test(name) && !URL.canParse(value) ? [value] : [];
  });
}

/** The tokens that pages sent to the APIs. */
function sentTokens({ log }: LocalProviders): readonly string[] {
  const headers = log.all().flatMap(({ headers }) => [headers.authorization, headers['x-auth-token']]);
  return headers.filter((value) => value !== undefined).map((value) => value.replace(/^\w+ /, ''));
}
