import type { Connection, ConnectionView } from '../domain/connection';
import type { Failure } from '../domain/errors';
import type { RotationOutcome, RotationView } from '../domain/rotation';
import type { TokenView } from '../domain/token';
import type { ButtonFace, FillOutcome, FillRecord, InventoryItem, Sending, TabView, VaultView } from '../domain/view';
import { z } from '../zod';
import { Pages, Part, Rules } from './managed';
import { Code, exactly, FAILURE, FailureReply, Moment, Text, Texts, Values } from './parts';
import { Proposed, Report, Suggested } from './tab';

/**
 * The shapes of replies. All are strict: a field that is not written down here does not leave the background, so that a secret
 * which lands in a view by mistake ends as a failed message and not on a screen (SECURITY.md).
 */

const ConnectionData = exactly<Connection>({
  schema: z.literal(1),
  id: Text,
  rev: z.number(),
  label: Text,
  providerId: Text,
  methodId: Text,
  regionId: z.optional(Text),
  inputs: Values,
  origins: Texts,
  servers: Texts,
  allowHttp: z.boolean(),
  createdAt: Moment,
});

const MaskedToken = exactly<TokenView>({
  /** As `mask` makes it: never more than four characters from each end. */
  masked: Text.check(z.maxLength(9)),
  tokenType: Text,
  expiresAt: z.optional(Moment),
  obtainedAt: Moment,
  scope: z.optional(Text),
  clockSkew: z.optional(z.number()),
  remark: z.optional(z.enum(['basic_raw', 'basic_form'])),
});

export const ConnectionReply = exactly<ConnectionView>({
  connection: ConnectionData,
  providerName: Text,
  methodName: Text,
  regionName: z.optional(Text),
  environment: z.optional(Text),
  status: z.enum(['ready', 'can_obtain', 'needs_secret', 'locked']),
  token: z.optional(MaskedToken),
  lastFailure: z.optional(exactly<Failure & { readonly at: number }>({ ...FAILURE, at: Moment })),
  needsHosts: Texts,
  inventory: z.boolean(),
  ending: z.enum(['list', 'endpoint', 'by hand']),
  managed: z.optional(Part),
  rotation: z.optional(
    exactly<RotationView>({
      step: z.enum(['create', 'verify', 'use', 'delete']),
      name: Text,
      oldName: Text,
      failure: z.optional(FailureReply),
      stray: z.enum(['yes', 'no']),
    }),
  ),
});

export const RotationReply: z.ZodMiniType<RotationOutcome> = z.enum(['rotated', 'nothing_created', 'stands']);

export const ConnectionsReply: z.ZodMiniType<readonly ConnectionView[]> = z.array(ConnectionReply);

const Fill = exactly<FillRecord>({
  origin: Text,
  frame: z.optional(exactly<NonNullable<FillRecord['frame']>>({ id: z.number(), top: z.optional(Text) })),
  connectionId: Text,
  label: Text,
  environment: z.optional(Text),
  schemes: Texts,
  missing: Texts,
  server: z.optional(Text),
  servers: z.optional(Texts),
  at: Moment,
  obtainedAt: Moment,
  expiresAt: z.optional(Moment),
  forbiddenAt: z.optional(Moment),
});

export const FillReply = exactly<FillOutcome>({ outcome: z.enum(['filled', 'partly']), record: Fill });

export const InventoryReply: z.ZodMiniType<readonly InventoryItem[]> = z.array(
  exactly<InventoryItem>({
    id: Text,
    name: Text,
    own: z.exactOptional(z.literal(true)),
    stray: z.exactOptional(z.literal(true)),
    createdAt: z.optional(Moment),
    expiresAt: z.optional(Moment),
    columns: z.array(z.tuple([Text, Text])),
  }),
);

export const VaultReply = exactly<VaultView>({
  mode: z.enum(['unset', 'session', 'passphrase', 'device']),
  locked: z.boolean(),
  trouble: z.optional(Code),
  damaged: z.array(exactly<VaultView['damaged'][number]>({ id: Text, label: z.optional(Text), code: Code })),
  missing: z.optional(z.array(z.string())),
  backupAt: z.optional(Moment),
  idleMinutes: z.optional(z.number()),
  rules: z.optional(Rules),
  pages: z.optional(Pages),
});

export const TabReply = exactly<TabView>({
  tabId: z.number(),
  origin: z.optional(Text),
  report: z.optional(Report),
  frame: z.optional(exactly<NonNullable<TabView['frame']>>({ id: z.number(), origin: Text, top: z.optional(Text) })),
  unseenFrame: z.optional(Text),
  sending: z.optional(
    exactly<Sending>({
      tabId: z.number(),
      connectionId: Text,
      label: Text,
      server: Text,
      page: Text,
      rule: z.number(),
    }),
  ),
  sendable: z.optional(Values),
  failure: z.optional(FailureReply),
  fitting: z.array(ConnectionReply),
  others: z.array(ConnectionReply),
  suggestion: z.optional(Suggested),
  proposals: z.optional(z.array(Proposed)),
  filled: z.optional(Fill),
  vault: VaultReply,
  keep: z.enum(['on', 'no', 'unasked']),
  mapping: z.optional(z.record(Text, Text)),
});

export const ButtonReply = z.nullable(exactly<ButtonFace>({ label: Text, environment: z.optional(Text) }));
export const Nothing = z.null();
