import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createHandlers } from '../../../lib/background/handlers';
import type { IncomingPort } from '../../../lib/background/pages/page-line';
import { createServices } from '../../../lib/background/services';
import { createStores } from '../../../lib/background/stores';
import type { World } from '../../../lib/background/world/world';
import type { Draft } from '../../../lib/domain/connection';
import { hostPattern } from '../../../lib/domain/origin';
import type { PageReport } from '../../../lib/domain/page';
import type { PageReply, PageRequest } from '../../../lib/page/channel';
import type { ProviderDefinition } from '../../../lib/provider/definition';
import { providers as builtIn } from '../../../lib/provider/registry';
import type { BackupStore } from '../../../lib/vault/vault-world';
import { type Exchange, NOW, playing } from '../provider/recorded';

export const TAB = 7;

/** A world on the fake browser: real services and vault, announced requests, one tab, chosen host permissions. */
export interface SceneOptions {
  readonly exchanges?: readonly Exchange[];
  readonly granted?: readonly string[];
  readonly tabUrl?: string | undefined;
  readonly activeTabReaches?: boolean;
  /** What the page in the tab says it is; without it nobody answers there. */
  readonly report?: PageReport | null;
  /** A provider that answers by itself, instead of announced exchanges. */
  readonly fetch?: World['fetch'];
  /** Instead of the built-in ones. */
  readonly providers?: readonly ProviderDefinition[];
  /** What an organization has set: read again when `world.managed` is. */
  readonly policy?: Record<string, unknown>;
  /** A second place for the vault's records; none when left out. */
  readonly backup?: BackupStore;
  /** ms since 1970; the recorded moment when left out. */
  readonly now?: () => number;
}

export function sceneWith({
  exchanges = [],
  granted = [],
  tabUrl,
  activeTabReaches = false,
  report,
  fetch,
  providers = builtIn,
  now = () => NOW,
  policy = {},
  backup,
}: SceneOptions) {
  fakeBrowser.reset();
  const player = playing(exchanges);
  const hosts = new Set(granted.map(hostPattern));
  const tab = { id: TAB, url: tabUrl };
  const page = pageWith(report, tabUrl);
  const rules = new Map<number, object>();
  const registered = new Map<string, { id: string; matches?: string[] }>();
  const browser = Object.assign(Object.create(fakeBrowser), {
    permissions: {
      contains: async ({ origins }: { origins: string[] }) => origins.every((origin) => hosts.has(origin)),
      getAll: async () => ({ origins: [...hosts] }),
      remove: async ({ origins }: { origins: string[] }) =>
        origins.map((origin) => hosts.delete(origin)).includes(true),
    },
    tabs: {
      get: async (id: number) => (id === TAB && tab.url !== null ? { ...tab } : Promise.reject(new Error('No tab'))),
    },
    action: { setBadgeText: async () => undefined, setBadgeBackgroundColor: async () => undefined },
    scripting: { executeScript: page.executeScript, ...contentScripts(registered) },
    declarativeNetRequest: sessionRules(rules),
  }) as unknown as World['browser'];
  const { local, session } = fakeBrowser.storage;
  const managed = { get: async () => ({ ...policy }) };
  const world: World = {
    browser,
    fetch: fetch ?? player.world.fetch,
    now,
    sleep: player.world.sleep,
    random: player.world.random,
    lock: createLock(),
    ...createStores({ storage: { managed }, local, session, lock: createLock(), now, backup }, providers),
    activeTabReaches,
  };
  const services = createServices(world);
  page.connectTo((port) => services.injector.accept(port));
  return {
    ...services,
    world,
    player,
    page,
    tab,
    hosts,
    rules,
    registered,
    grant: (origin: string) => hosts.add(hostPattern(origin)),
    revoke: (origin: string) => hosts.delete(hostPattern(origin)),
    handlers: createHandlers(world, services),
  };
}

/** A Podero connection with its token, a page that its user keeps authorized, and a clock to be moved. Nothing is filled yet. */
export async function keptScene(exchanges: readonly Exchange[]) {
  const origin = new URL(PODERO_PAGE).origin;
  const clock = { now: NOW };
  const scene = sceneWith({
    exchanges,
    granted: [origin],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
    now: () => clock.now,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.notes.used(origin, 'c1');
  await scene.keepWord.answer(origin, 'on');
  return { ...scene, clock };
}

/** The browser's registered content scripts by their ids. */
function contentScripts(registered: Map<string, { id: string; matches?: string[] }>) {
  return {
    getRegisteredContentScripts: async ({ ids }: { ids: string[] }) => ids.flatMap((id) => registered.get(id) ?? []),
    registerContentScripts: async (scripts: { id: string }[]) => {
      for (const script of scripts) registered.set(script.id, script);
    },
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
      for (const id of ids) registered.delete(id);
    },
  };
}

/** The browser's session rules by their ids: in one call, what is removed goes first. */
function sessionRules(rules: Map<number, object>) {
  type Change = { addRules?: { id: number }[]; removeRuleIds?: number[] };
  return {
    getSessionRules: async () => [...rules.values()],
    updateSessionRules: async ({ addRules = [], removeRuleIds = [] }: Change) => {
      for (const id of removeRuleIds) rules.delete(id);
      for (const rule of addRules) rules.set(rule.id, rule);
    },
  };
}

/** Runs one at a time per name, as Web Locks do; Node has none. */
export function createLock(): World['lock'] {
  const tails = new Map<string, Promise<unknown>>();
  return (name, run) => {
    const result = (tails.get(name) ?? Promise.resolve()).then(run);
    tails.set(
      name,
      result.catch(() => undefined),
    );
    return result;
  };
}

type Injected = {
  world: string;
  files?: string[];
  func?: unknown;
  args?: string[];
  target: { tabId: number; frameIds: number[]; allFrames?: true };
};

/** A page that answers the bridge's requests: the far end of the injection, with everything that reached it. */
function pageWith(report: PageReport | null | undefined, tabUrl: string | undefined) {
  const injected: Injected[] = [];
  const asked: PageRequest[] = [];
  let accept: (port: IncomingPort) => void = () => undefined;
  let nonce = '';
  const sender = { id: fakeBrowser.runtime.id, origin: tabUrl && new URL(tabUrl).origin, frameId: 0, tab: { id: TAB } };

  const openPort = (frameId: number) => {
    const listeners: ((message: unknown) => void)[] = [];
    const ends: (() => void)[] = [];
    const say = (reply: object) => listeners.forEach((listener) => void listener(JSON.stringify(reply)));
    const far = { asked: [] as PageRequest[], mute: false, leave: () => ends.forEach((end) => void end()), say };
    page.ports.push(far);
    accept({
      name: `fill:${nonce}`,
      sender: { ...sender, frameId, ...page.frames[frameId], ...page.sender } as IncomingPort['sender'],
      disconnect: () => undefined,
      onDisconnect: { addListener: (listener) => ends.push(listener) },
      onMessage: { addListener: (listener) => listeners.push(listener) },
      postMessage: (message) => {
        const request = message as PageRequest;
        asked.push(request);
        far.asked.push(request);
        if (far.mute) return;
        const shown = frameId === 0 ? page.report : page.frames[frameId]?.report;
        const answer = replyTo(request, { ...page, report: shown });
        const frame = page.frames[frameId];
        if (frame) page.frames[frameId] = { ...frame, report: after(request, answer, frame.report) ?? null };
        else page.report = after(request, answer, page.report);
        const reply = JSON.stringify(answer);
        queueMicrotask(() => listeners.forEach((listener) => void listener(reply)));
      },
    });
  };

  const seen = () => [
    { frameId: 0, result: { origin: sender.origin ?? '', around: [], frames: page.shown } },
    ...Object.entries(page.frames).map(([id, { origin, around }]) => ({
      frameId: Number(id),
      result: { origin, around: around ?? [sender.origin ?? ''], frames: [] },
    })),
  ];

  /** Each document says it over a port; the browser hands all of it over when the last has run. */
  const sayAll = () => {
    const answering = seen().filter(({ frameId }) => !page.stuck.includes(frameId));
    for (const { frameId, result } of answering) sayOverPort(frameId, result);
    return page.stuck.length > 0 ? new Promise(() => undefined) : answering;
  };
  const sayOverPort = (frameId: number, result: object) =>
    accept({
      name: 'seen',
      sender: { ...sender, frameId, ...page.sender },
      disconnect: () => undefined,
      onDisconnect: { addListener: () => undefined },
      onMessage: { addListener: (listener) => queueMicrotask(() => listener(result)) },
      postMessage: () => undefined,
    });

  const page = {
    injected,
    asked,
    /** Each line that was opened, at the page's end: what was asked over it, whether it answers, and the way to go. */
    ports: [] as { asked: PageRequest[]; mute: boolean; leave(): void; say(reply: object): void }[],
    report,
    /** What the browser says of the port's sender, where it differs from the tab's own document. */
    sender: {} as Partial<NonNullable<IncomingPort['sender']>>,
    /** Frames by the browser's id: what the browser says of their documents, and what they say they are. */
    frames: {} as Record<number, { origin: string; url: string; around?: string[]; report?: PageReport | null }>,
    /** Frames, by the browser's id, that never run a script. */
    stuck: [] as readonly number[],
    /** Frames in the top document as it says: address and part of the viewport. */
    shown: [] as { address: string; part: number }[],
    /** The schemes whose values the page keeps; all when undefined. */
    keeps: undefined as readonly string[] | undefined,
    /** The schemes that it does not let go of when it is asked to log out. */
    remaining: [] as readonly string[],
    connectTo: (listener: (port: IncomingPort) => void) => {
      accept = listener;
    },
    executeScript: async (injection: Injected) => {
      injected.push(injection);
      if (injection.args?.[0]) nonce = injection.args[0];
      if (injection.target.allFrames) return sayAll();
      const [frameId = 0] = injection.target.frameIds;
      if (frameId !== 0 && !page.frames[frameId]) throw new Error('No frame with that id.');
      if (page.stuck.includes(frameId)) return new Promise(() => undefined);
      if (injection.func && !injection.args) return seen().filter((one) => one.frameId === frameId);
      if (injection.files?.includes('/fill-bridge.js') && report !== undefined) openPort(frameId);
      return [];
    },
  };
  return page;
}

interface Answering {
  readonly report?: PageReport | null | undefined;
  readonly keeps: readonly string[] | undefined;
  readonly remaining: readonly string[];
}

/** The page holds what it was filled with until it is logged out, as a real one does. */
function after(request: PageRequest, reply: PageReply, report: PageReport | null | undefined) {
  if (!report) return report;
  if (reply.reply === 'filled')
    return { ...report, authorized: [...new Set([...report.authorized, ...reply.schemes])] };
  if (request.ask !== 'logOut' || reply.reply !== 'loggedOut') return report;
  const gone = request.schemes.filter((scheme) => !reply.remaining.includes(scheme));
  return { ...report, authorized: report.authorized.filter((scheme) => !gone.includes(scheme)) };
}

function replyTo(request: PageRequest, { report = null, keeps, remaining }: Answering): PageReply {
  if (request.ask === 'report') return { reply: 'report', report };
  if (request.ask === 'logOut') return { reply: 'loggedOut', remaining };
  if (request.ask === 'put') return { reply: 'put', kept: keeps === undefined };
  const schemes = request.assignments.map((assignment) => assignment.scheme);
  return { reply: 'filled', schemes: schemes.filter((scheme) => keeps?.includes(scheme) ?? true) };
}

/** Podero's docs page, as its adapter reports it. */
export const PODERO_PAGE = 'https://app.podero.com/api/partners/v2.0/docs';
export const poderoReport: PageReport = {
  adapter: 'swagger-ui',
  title: 'Swagger UI 5',
  ready: true,
  schemes: [{ name: 'PartnerAuth', type: 'http', scheme: 'bearer' }],
  requirements: [{ alternatives: [['PartnerAuth']], operations: 3 }],
  authorized: [],
  server: 'https://app.podero.com/',
};

export const SECRET = 'made-up-secret';

export function poderoDraft(more: Partial<Draft> = {}): Draft {
  return {
    id: 'c1',
    label: 'Podero live',
    providerId: 'podero',
    methodId: 'client-credentials',
    regionId: 'live',
    inputs: { clientId: 'demo-client', clientSecret: SECRET },
    allowHttp: false,
    origins: [],
    ...more,
  };
}

/** Podero's token request and an answer to it. */
export function poderoExchange(answer: Exchange['answer'] = poderoToken('madeUpToken')): Exchange {
  return { request: { method: 'POST', url: 'https://app.podero.com/oauth2/token/' }, answer };
}

export function poderoToken(accessToken: string, expires_in = 36_000): Exchange['answer'] {
  return { status: 200, json: { access_token: accessToken, expires_in, token_type: 'Bearer', scope: 'read write' } };
}
