import type { ConnectionView, Draft } from './domain/connection';
import type { Failure } from './domain/errors';
import type { FillOutcome, InventoryItem, TabView, VaultView } from './domain/view';
import { z } from './zod';

/**
 * Every message: who may send it, what goes in, what comes out. `page` is an extension page of ours in its own top frame,
 * `button` our in-page button on a bound origin. Replies are masked views; no message returns a secret but `copyText`, which
 * answers a click in our own page (SECURITY.md#copy).
 */

const Id = z.string().check(z.minLength(1), z.maxLength(64));
/** A connection's id, or the name of a flow with an origin in it. */
const Subject = z.string().check(z.minLength(1), z.maxLength(320));
const TabId = z.int().check(z.nonnegative());
const Texts = z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(20_000)));

const DraftMessage: z.ZodMiniType<Draft> = z.strictObject({
  id: Id,
  rev: z.optional(z.int()),
  label: z.string().check(z.maxLength(100)),
  providerId: Id,
  methodId: Id,
  regionId: z.optional(Id),
  inputs: Texts,
  allowHttp: z.boolean(),
  origins: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(50)),
});

/** How secrets are to be kept, with the passphrase where that is the mode. */
const Passphrase = z.string().check(z.minLength(1), z.maxLength(1_000));
const ModeChoice = z.strictObject({
  mode: z.enum(['session', 'passphrase', 'device']),
  passphrase: z.optional(Passphrase),
});

type Sender = 'page' | 'button';

interface Message<Request, Reply> {
  readonly from: Sender;
  readonly request: z.ZodMiniType<Request>;
  /** Exists for its type only. */
  readonly reply?: Reply;
}

function message<Reply>() {
  return <Request>(from: Sender, request: z.ZodMiniType<Request>): Message<Request, Reply> => ({ from, request });
}

export const PROTOCOL = {
  /** What is on this tab, and what fits. Looks into the page. */
  describeTab: message<TabView>()('page', z.strictObject({ tabId: TabId })),
  /** Obtain if needed (with the draft's values, when there is one), then fill the tab. */
  authorize: message<FillOutcome>()(
    'page',
    z.strictObject({ connectionId: Id, tabId: TabId, draft: z.optional(DraftMessage), choose: z.optional(ModeChoice) }),
  ),
  /** Save a draft and obtain with it, without a page. */
  saveConnection: message<ConnectionView>()(
    'page',
    z.strictObject({ draft: DraftMessage, choose: z.optional(ModeChoice) }),
  ),
  /** What the user said to the browser's question that a flow of this connection (or `keepSubject`) is waiting for. */
  permissionAnswered: message<null>()('page', z.strictObject({ connectionId: Subject, granted: z.boolean() })),
  /** Confirm a server outside the provider's API origins, once and for all. */
  allowServer: message<null>()('page', z.strictObject({ connectionId: Id, server: z.string() })),
  /** Bind the tab's origin to a connection; the page has shown it in full. */
  bindOrigin: message<null>()('page', z.strictObject({ connectionId: Id, origin: z.string() })),
  unbindOrigin: message<null>()('page', z.strictObject({ connectionId: Id, origin: z.string() })),
  logOut: message<null>()('page', z.strictObject({ tabId: TabId })),
  listConnections: message<readonly ConnectionView[]>()('page', z.strictObject({})),
  removeConnection: message<null>()('page', z.strictObject({ connectionId: Id })),
  undoRemove: message<null>()('page', z.strictObject({ connectionId: Id })),
  listTokens: message<readonly InventoryItem[]>()('page', z.strictObject({ connectionId: Id })),
  createToken: message<ConnectionView>()('page', z.strictObject({ connectionId: Id, inputs: Texts })),
  revokeToken: message<null>()(
    'page',
    z.strictObject({ connectionId: Id, tokenId: z.string().check(z.maxLength(100)) }),
  ),
  /** The text that a click in our own page copies. */
  copyText: message<string>()('page', z.strictObject({ connectionId: Id, kind: z.enum(['token', 'header']) })),
  vaultState: message<VaultView>()('page', z.strictObject({})),
  unlock: message<VaultView>()('page', z.strictObject({ passphrase: Passphrase })),
  lockNow: message<null>()('page', z.strictObject({})),
  /** Change how secrets are kept; every secret moves, or none. */
  changeMode: message<VaultView>()('page', z.strictObject({ choose: ModeChoice })),
  changePassphrase: message<null>()('page', z.strictObject({ old: Passphrase, next: Passphrase })),
  /** Take back from the backup what is missing or does not read; false when there was nothing to take. */
  restoreBackup: message<boolean>()('page', z.strictObject({})),
  acceptOutsideChange: message<null>()('page', z.strictObject({})),
  /** `secrets`: connections stay. `everything`: nothing stays. */
  forget: message<null>()('page', z.strictObject({ what: z.enum(['secrets', 'everything']) })),
  setIdleLock: message<null>()(
    'page',
    z.strictObject({ minutes: z.nullable(z.int().check(z.positive(), z.maximum(480))) }),
  ),
  /** Yes or no to "keep this page authorized after reloads". */
  keepPage: message<null>()('page', z.strictObject({ origin: z.string(), answer: z.enum(['on', 'no']) })),
  /** Click on the in-page button: its own tab and origin are taken from the sender. */
  buttonPressed: message<FillOutcome>()('button', z.strictObject({})),
  /** What the in-page button shows: label and environment, or nothing when no connection fits. */
  buttonState: message<{ readonly label: string; readonly environment?: string | undefined } | null>()(
    'button',
    z.strictObject({}),
  ),
  /**
   * What our script sees on a bound page: it has loaded, its document or server has changed, or the API has answered its
   * request with 401. The reply says whether to go on watching.
   */
  pageEvent: message<'watch' | 'leave'>()(
    'button',
    z.strictObject({ event: z.enum(['loaded', 'changed', 'refused']) }),
  ),
} as const;

export type Protocol = typeof PROTOCOL;
export type MessageType = keyof Protocol;
export type RequestOf<Type extends MessageType> =
  Protocol[Type] extends Message<infer Request, unknown> ? Request : never;
export type ReplyOf<Type extends MessageType> = Protocol[Type] extends Message<infer _, infer Reply> ? Reply : never;

/** How replies travel: a thrown error loses its fields on the way, data does not. */
export type Envelope<Reply> =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly failure: Failure };
