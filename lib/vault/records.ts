import type { Connection } from '../domain/connection';
import type { Token } from '../domain/token';
import { z } from '../zod';
import { fromBase64 } from './bytes';
import { IV_LENGTH, KEY_LENGTH, TAG_LENGTH } from './envelope';

/** The shapes of stored records. Whatever does not parse is not used, not deleted, and said (see `VaultState.damage`). */

/** Of every record and of the header. */
export const SCHEMA = 1;

const Texts = z.record(z.string(), z.string());

export const ConnectionRecord: z.ZodMiniType<Connection> = z.strictObject({
  schema: z.literal(SCHEMA),
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  rev: z.int(),
  label: z.string(),
  providerId: z.string(),
  methodId: z.string(),
  regionId: z.optional(z.string()),
  inputs: Texts,
  origins: z.array(z.string()),
  servers: z.array(z.string()),
  allowHttp: z.boolean(),
  createdAt: z.number(),
});

export const SecretsRecord = Texts;

export const TokenRecord: z.ZodMiniType<Token> = z.strictObject({
  accessToken: z.string(),
  tokenType: z.string(),
  expiresAt: z.optional(z.number()),
  scope: z.optional(z.string()),
  clockSkew: z.optional(z.number()),
  reissued: z.optional(z.literal(true)),
  refreshes: z.optional(z.enum(['rotating', 'fixed'])),
  remark: z.optional(z.enum(['basic_raw', 'basic_form'])),
  extras: Texts,
  obtainedAt: z.number(),
});

/** base64 of at least `least` and at most `most` bytes. */
export function base64Of(least: number, most: number) {
  const fits = (text: string) => {
    const length = fromBase64(text)?.length;
    return length !== undefined && length >= least && length <= most;
  };
  return z.string().check(z.refine(fits));
}

export const generation = z.int().check(z.minimum(1));
const vaultId = z.string().check(z.minLength(1), z.maxLength(64));

/** In memory only: a secret or token with the binding it was kept for, so that an edit on disk redirects neither. */
const Bound = z.strictObject({ binding: z.string(), value: SecretsRecord });
/** `before`: what stood here, for as long as it is not known whether the connection was changed along with it. */
export const BoundSecrets = z.strictObject({ ...Bound.shape, before: z.optional(Bound) });
export const BoundToken = z.strictObject({ binding: z.string(), value: TokenRecord });

/** Secrets on disk. Everything beside `iv` and `data` is vouched for by the seal. */
export const SealedRecord = z.strictObject({
  schema: z.literal(SCHEMA),
  generation,
  binding: z.string(),
  iv: base64Of(IV_LENGTH, IV_LENGTH),
  data: base64Of(TAG_LENGTH, Number.MAX_SAFE_INTEGER),
});
export type SealedRecord = z.infer<typeof SealedRecord>;

/** The vault's key in clear, with the vault it opens: in memory while unlocked, and beside the records in mode `device`. */
export const KeyRecord = z.strictObject({
  vault: vaultId,
  key: base64Of(KEY_LENGTH, KEY_LENGTH),
  /** See `digest`. */
  check: z.string(),
});
export type KeyRecord = z.infer<typeof KeyRecord>;

/** One key per record: a damaged one takes no other with it, and two writers never share a map (M15). */
export const keys = {
  connection: (id: string) => `con:${id}`,
  secrets: (id: string) => `sec:${id}`,
  token: (id: string) => `tok:${id}`,
  /** The raw record of this key, set aside when a good one took its place. */
  aside: (key: string) => `quarantine:${key}`,
} as const;

export const CONNECTION_PREFIX = 'con:';
/** Own definitions: not the vault's to read or write, but its backup's to keep, because connections are nothing without them. */
export const DEFINITION_PREFIX = 'def:';
export const SECRETS_PREFIX = 'sec:';
const TOKEN_PREFIX = 'tok:';
export const ASIDE_PREFIX = 'quarantine:';
/** Entries that wait for "undo", in memory. */
const BIN_PREFIX = 'bin:';

/** In `storage.local`. */
export const HEADER_KEY = 'vault.hdr';
export const DEVICE_KEY = 'vault.dek';
/** In `storage.session`: the key while unlocked, and the last generation that this browser session saw. */
export const OPEN_KEY = 'vault.key';
export const SEEN_KEY = 'vault.seen';

/** A test run that waits for the browser's question, with what was typed for it. */
export const TRIAL_PREFIX = 'try:';

const SECRET_PREFIXES = [SECRETS_PREFIX, TOKEN_PREFIX, BIN_PREFIX, TRIAL_PREFIX] as const;

/** The keys of everything secret in `storage.session`. */
export function secretKeys(session: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(session).filter(
    (key) => key === OPEN_KEY || SECRET_PREFIXES.some((start) => key.startsWith(start)),
  );
}

/** The keys of the vault's own records in `storage.local`. */
export function isVaultKey(key: string): boolean {
  const prefixes = [CONNECTION_PREFIX, SECRETS_PREFIX, ASIDE_PREFIX];
  return key === HEADER_KEY || key === DEVICE_KEY || prefixes.some((prefix) => key.startsWith(prefix));
}

export function parse<T>(schema: z.ZodMiniType<T>, value: unknown): T | undefined {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}
