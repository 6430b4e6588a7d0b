import type { Connection } from '../domain/connection';
import type { Token } from '../domain/token';
import { z } from '../zod';

/** The shapes of stored records. Whatever does not parse is not used, not deleted, and said (see `Vault.unreadable`). */

const Texts = z.record(z.string(), z.string());

export const ConnectionRecord: z.ZodMiniType<Connection> = z.strictObject({
  schema: z.literal(1),
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
  extras: Texts,
  obtainedAt: z.number(),
});

/** One key per record: a damaged one takes no other with it, and two writers never share a map (M15). */
export const keys = {
  connection: (id: string) => `con:${id}`,
  secrets: (id: string) => `sec:${id}`,
  token: (id: string) => `tok:${id}`,
} as const;

export const CONNECTION_PREFIX = 'con:';
