import type { PageReport } from '../../domain/page';
import { type PageReply, REPLY_LIMIT } from '../../page/channel';
import { z } from '../../zod';

const Name = z.string().check(z.maxLength(300));
const Names = z.array(Name).check(z.maxLength(200));

const Scheme = z.object({
  name: Name,
  type: z.enum(['apiKey', 'http', 'oauth2', 'openIdConnect', 'mutualTLS']),
  in: z.optional(z.enum(['header', 'query', 'cookie'])),
  parameter: z.optional(Name),
  scheme: z.optional(Name),
});

const Address = z.string().check(z.maxLength(2000));

const Source = z.object({
  kind: z.enum(['clientCredentials', 'authorizationCode', 'password', 'implicit', 'openIdConnect', 'login']),
  url: Address,
  authorizationUrl: z.optional(Address),
  scopes: z.optional(z.array(z.string().check(z.maxLength(200))).check(z.maxLength(50))),
  fields: z.optional(
    z.object({
      user: z.string().check(z.minLength(1), z.maxLength(40)),
      password: z.string().check(z.minLength(1), z.maxLength(40)),
      as: z.enum(['json', 'form']),
    }),
  ),
});

const Report: z.ZodMiniType<PageReport> = z.object({
  adapter: Name,
  title: Name,
  ready: z.boolean(),
  schemes: z.array(Scheme).check(z.maxLength(200)),
  requirements: z
    .array(z.object({ alternatives: z.array(Names).check(z.maxLength(50)), operations: z.number() }))
    .check(z.maxLength(500)),
  authorized: Names,
  server: z.optional(z.string().check(z.maxLength(2000))),
  servers: z.optional(z.array(z.string().check(z.maxLength(300))).check(z.maxLength(100))),
  keeps: z.optional(z.literal('page storage')),
  needs: z.optional(z.literal('open operation')),
  sends: z.optional(z.literal('nothing')),
  document: z.optional(z.string().check(z.maxLength(2000))),
  sources: z.optional(z.array(Source).check(z.maxLength(10))),
});

const Reply: z.ZodMiniType<PageReply> = z.union([
  z.object({ reply: z.literal('report'), report: z.nullable(Report) }),
  z.object({ reply: z.literal('filled'), schemes: Names }),
  z.object({ reply: z.literal('loggedOut'), remaining: Names }),
  z.object({ reply: z.literal('put'), kept: z.boolean() }),
  z.object({ reply: z.literal('failed') }),
]);

/** A page's reply, believed only as far as a page may be believed: the right shape and size; undefined for anything else. */
export function parseReply(message: unknown): PageReply | undefined {
  if (typeof message !== 'string' || message.length > REPLY_LIMIT) return undefined;
  try {
    const parsed = Reply.safeParse(JSON.parse(message));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
