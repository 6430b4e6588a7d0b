import { COPY_KINDS } from './domain/copy-text';
import type { Failure } from './domain/errors';
import { DEFINITION_MESSAGES } from './messages/definitions';
import { FRAME_MESSAGES } from './messages/frames';
import { IMPORT_MESSAGES } from './messages/imports';
import {
  DraftMessage,
  deed,
  from,
  HeardReply,
  Id,
  look,
  type Message,
  ModeChoice,
  Name,
  Origin,
  Passphrase,
  Seen,
  Subject,
  TabId,
  Texts,
} from './messages/message';
import { MOVING_MESSAGES } from './messages/moving';
import { ManagedReply } from './replies/managed';
import { NeedsReply } from './replies/needs';
import {
  ButtonReply,
  ConnectionReply,
  ConnectionsReply,
  FillReply,
  InventoryReply,
  Nothing,
  RotationReply,
  TabReply,
  VaultReply,
} from './replies/views';
import { z } from './zod';

/**
 * Every message: who may send it, what goes in, what comes out. `page` is an extension page of ours in its own top frame,
 * `button` our in-page button on a bound origin. Replies are masked views; no message returns a secret but `copyText`, which
 * answers a click in our own page (SECURITY.md#copy).
 */

export const PROTOCOL = {
  /** What is on this tab, and what fits. Looks into the page. Only the popup asks, and while it is open somebody is there. */
  describeTab: deed(z.strictObject({ tabId: TabId }), TabReply),
  /**
   * Obtain if needed (with the draft's values, when there is one), then fill the tab's top document, or that frame. `origin`: what the
   * screen has shown of it; a document of another one gets nothing.
   */
  authorize: deed(
    z.strictObject({
      connectionId: Id,
      tabId: TabId,
      frameId: z.optional(z.int().check(z.nonnegative())),
      origin: z.optional(Origin),
      draft: z.optional(DraftMessage),
      choose: z.optional(ModeChoice),
    }),
    FillReply,
  ),
  /** Save a draft and obtain with it, without a page. */
  saveConnection: deed(z.strictObject({ draft: DraftMessage, choose: z.optional(ModeChoice) }), ConnectionReply),
  /** Ask the server that a form names for its addresses; the form shows them. `connectionId`: of the connection to be. */
  discover: deed(
    z.strictObject({ connectionId: Id, providerId: Id, methodId: Id, issuer: z.string().check(z.maxLength(2_000)) }),
    Texts,
  ),
  /** What the user said to the browser's question that a flow of this connection (or `keepSubject`) is waiting for. */
  permissionAnswered: deed(z.strictObject({ connectionId: Subject, granted: z.boolean() }), Nothing),
  ...DEFINITION_MESSAGES,
  /** Confirm a server outside the provider's API origins, once and for all. */
  allowServer: deed(z.strictObject({ connectionId: Id, server: z.string() }), Nothing),
  /** Leave out the header `Origin` in our own requests to this server, which refused it. */
  sendWithoutOrigin: deed(z.strictObject({ origin: z.string() }), Nothing),
  /** Bind the tab's origin to a connection; the page has shown it in full. */
  bindOrigin: deed(z.strictObject({ connectionId: Id, origin: z.string() }), Nothing),
  unbindOrigin: deed(z.strictObject({ connectionId: Id, origin: z.string() }), Nothing),
  logOut: deed(z.strictObject({ tabId: TabId }), Nothing),
  /** The user has read what the page's 403 means. */
  forgetForbidden: deed(z.strictObject({ tabId: TabId }), Nothing),
  /** Where a page cannot be filled: the browser puts the token into this tab's requests to that server. `origin` as in `authorize`. */
  send: deed(
    z.strictObject({
      connectionId: Id,
      tabId: TabId,
      origin: z.optional(Origin),
      server: z.string().check(z.maxLength(300)),
    }),
    Nothing,
  ),
  stopSending: deed(z.strictObject({ tabId: TabId }), Nothing),
  listConnections: look(z.strictObject({}), ConnectionsReply),
  /** `token: 'delete'` ends it at the provider first; that is asked before, and cannot be undone. */
  removeConnection: deed(z.strictObject({ connectionId: Id, token: z.optional(z.enum(['keep', 'delete'])) }), Nothing),
  undoRemove: deed(z.strictObject({ connectionId: Id }), Nothing),
  listTokens: deed(z.strictObject({ connectionId: Id }), InventoryReply),
  createToken: deed(z.strictObject({ connectionId: Id, inputs: Texts }), ConnectionReply),
  revokeToken: deed(z.strictObject({ connectionId: Id, tokenId: Name }), Nothing),
  /** Creates, stores, verifies, uses, deletes the old one. `tokenId`: the listed token that the connection uses now. */
  rotateToken: deed(z.strictObject({ connectionId: Id, tokenId: Name, inputs: Texts }), RotationReply),
  /** Goes on with a rotation from where it stands; never creates. */
  resumeRotation: deed(z.strictObject({ connectionId: Id }), RotationReply),
  endRotation: deed(z.strictObject({ connectionId: Id, how: z.enum(['delete new', 'keep both']) }), Nothing),
  /** What lights the badge, in the order of urgency. */
  listNeeds: look(z.strictObject({}), NeedsReply),
  /** "Later": quiet until the next threshold. */
  dismissReminder: deed(z.strictObject({ connectionId: Id }), Nothing),
  /** The user has looked for what a creation without an answer may have left. */
  forgetLost: deed(z.strictObject({ connectionId: Id }), Nothing),
  /** The text that a click in our own page copies. */
  copyText: deed(z.strictObject({ connectionId: Id, kind: z.enum(COPY_KINDS) }), z.string()),
  /** What an organization has set by policy. */
  managedState: look(z.strictObject({}), ManagedReply),
  vaultState: look(z.strictObject({}), VaultReply),
  unlock: deed(z.strictObject({ passphrase: Passphrase }), VaultReply),
  lockNow: deed(z.strictObject({}), Nothing),
  /** Change how secrets are kept; every secret moves, or none. */
  changeMode: deed(z.strictObject({ choose: ModeChoice }), VaultReply),
  changePassphrase: deed(z.strictObject({ old: Passphrase, next: Passphrase }), Nothing),
  /** Take back from the backup what is missing or does not read; false when there was nothing to take. */
  restoreBackup: deed(z.strictObject({}), z.boolean()),
  ...MOVING_MESSAGES,
  ...IMPORT_MESSAGES,
  acceptOutsideChange: deed(z.strictObject({}), Nothing),
  /** `secrets`: connections stay. `everything`: nothing stays but preferences. */
  forget: deed(z.strictObject({ what: z.enum(['secrets', 'everything']) }), Nothing),
  setIdleLock: deed(z.strictObject({ minutes: z.nullable(z.int().check(z.positive(), z.maximum(480))) }), Nothing),
  /** What goes where on this origin (`{}` forgets); yes or no to "keep this page authorized", in a frame of `top`. */
  mapSchemes: deed(z.strictObject({ origin: Name, mapping: z.record(Name, Name) }), Nothing),
  keepPage: deed(z.strictObject({ origin: Origin, top: z.optional(Origin), answer: z.enum(['on', 'no']) }), Nothing),
  /** Click on the in-page button: its own tab and origin are taken from the sender. */
  buttonPressed: from('button', 'deed')(z.strictObject({}), FillReply),
  /** What the in-page button shows: label and environment, or nothing when no connection fits. */
  buttonState: from('button', 'look')(z.strictObject({}), ButtonReply),
  /**
   * What our script sees on a bound page: it has loaded, its document or server has changed, or the API has answered its
   * request with 401 or 403, or no longer does. The reply says whether to go on watching, and when to say it again.
   */
  pageEvent: from('button', 'look')(z.strictObject({ event: Seen }), HeardReply),
  ...FRAME_MESSAGES,
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
