import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ConnectionView } from '../../lib/domain/connection';
import type { Failure } from '../../lib/domain/errors';
import type { PageReport } from '../../lib/domain/page';
import type { FillRecord, TabView, VaultView } from '../../lib/domain/view';
import type { MessageType, ReplyOf, RequestOf } from '../../lib/messages';

/** The other side of the messages: a table of answers, and a log of everything that reached the browser, in order. */

type Answers = { [Type in MessageType]?: (request: RequestOf<Type>) => ReplyOf<Type> | Promise<ReplyOf<Type>> };

export interface Background {
  /** `message type` or `permissions.request`, in the order of the calls. */
  readonly log: string[];
  readonly sent: <Type extends MessageType>(type: Type) => readonly RequestOf<Type>[];
  readonly answers: Answers;
}

const DRAWN: ReadonlySet<MessageType> = new Set<MessageType>(['listNeeds', 'managedState', 'pendingTrial']);

class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Makes an answer fail as the background fails: with data. */
export function refuse(failure: Failure): never {
  throw new Refused(failure);
}

export function startBackground(given: Answers): Background {
  const answers: Answers = {
    vaultState: () => vault(),
    listDefinitions: () => [],
    listNeeds: () => [],
    managedState: () => managed(),
    ...given,
  };
  const log: string[] = [];
  const requests: { type: string; request: unknown }[] = [];
  fakeBrowser.tabs.query = vi.fn(async () => [{ id: 7 }]) as unknown as typeof fakeBrowser.tabs.query;
  fakeBrowser.runtime.sendMessage = vi.fn(async (message: { type: MessageType; request: never }) => {
    // Nobody clicks for these: they come whenever a screen is drawn.
    if (!DRAWN.has(message.type)) log.push(message.type);
    requests.push(message);
    try {
      return { ok: true, reply: (await answers[message.type]?.(message.request)) ?? null };
    } catch (error) {
      return { ok: false, failure: error instanceof Refused ? error.failure : { code: 'message_refused' } };
    }
  }) as unknown as typeof fakeBrowser.runtime.sendMessage;
  allowHosts(true, log);
  return {
    log,
    answers,
    sent: (type) => requests.filter((call) => call.type === type).map((call) => call.request as never),
  };
}

/** What the person says to the browser's question. */
export function allowHosts(granted: boolean, log: string[] = []) {
  const request = vi.fn(async (_: { origins?: string[] }) => {
    log.push('permissions.request');
    return granted;
  });
  fakeBrowser.permissions.request = request as unknown as typeof fakeBrowser.permissions.request;
  return request;
}

/** The background changed something. */
export async function touchChanged(): Promise<void> {
  await fakeBrowser.storage.session.set({ changed: crypto.randomUUID() });
}

const NOON = new Date(2030, 0, 1, 12).getTime();

export function podero(
  more: Partial<ConnectionView> = {},
  connection: Partial<ConnectionView['connection']> = {},
): ConnectionView {
  return {
    connection: {
      schema: 1,
      id: 'podero-live',
      rev: 3,
      label: 'Podero Live',
      providerId: 'podero',
      methodId: 'client-credentials',
      regionId: 'live',
      inputs: { clientId: 'my-client' },
      origins: ['https://app.podero.com'],
      servers: [],
      allowHttp: false,
      createdAt: 0,
      ...connection,
    },
    providerName: 'Podero',
    methodName: 'Client credentials',
    regionName: 'Live',
    environment: 'LIVE',
    status: 'ready',
    token: { masked: 'abcd…wxyz', tokenType: 'Bearer', expiresAt: NOON, obtainedAt: 0 },
    needsHosts: [],
    inventory: false,
    ending: 'by hand',
    ...more,
  };
}

export function sandbox(more: Partial<ConnectionView> = {}): ConnectionView {
  const view = podero({ environment: 'SANDBOX', status: 'can_obtain', token: undefined, ...more });
  return {
    ...view,
    connection: { ...view.connection, id: 'podero-sandbox', label: 'Podero Sandbox', regionId: 'sandbox' },
  };
}

export function report(more: Partial<PageReport> = {}): PageReport {
  return {
    adapter: 'swagger-ui',
    title: 'Swagger UI 5',
    ready: true,
    schemes: [
      { name: 'bearerAuth', type: 'http', scheme: 'bearer' },
      { name: 'oauth', type: 'oauth2' },
    ],
    requirements: [],
    authorized: [],
    ...more,
  };
}

export function tab(more: Partial<TabView> = {}): TabView {
  return {
    tabId: 7,
    origin: 'https://app.podero.com',
    report: report(),
    fitting: [],
    others: [],
    suggestion: { providerId: 'podero', methodId: 'client-credentials', regionId: 'live', inputs: {}, origins: [] },
    keep: 'no',
    vault: vault(),
    ...more,
  };
}

export function managed(more: Partial<ReplyOf<'managedState'>> = {}): ReplyOf<'managedState'> {
  return { rules: {}, definitions: [], pages: [], problems: [], ...more };
}

export function vault(more: Partial<VaultView> = {}): VaultView {
  return { mode: 'session', locked: false, damaged: [], ...more };
}

export function fill(more: Partial<FillRecord> = {}): FillRecord {
  return {
    origin: 'https://app.podero.com',
    connectionId: 'podero-live',
    label: 'Podero Live',
    environment: 'LIVE',
    schemes: ['bearerAuth'],
    missing: [],
    at: 1,
    obtainedAt: 0,
    expiresAt: NOON,
    ...more,
  };
}
