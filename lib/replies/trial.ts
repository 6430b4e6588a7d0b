import type { Leaf } from '../curl/answer-leaves';
import type { PendingTrial, TrialView } from '../curl/trial-view';
import { Expiry, ProviderDefinition } from '../provider/definition';
import { Path } from '../provider/definition-parts';
import { z } from '../zod';
import { exactly, FailureReply, Text, Texts, Values } from './parts';

/** Shapes of messages about own definitions and their test runs: definitions hold no secret, what comes back is masked. */

export const DefinitionsReply: z.ZodMiniType<readonly ProviderDefinition[]> = z.array(ProviderDefinition);

const LeafReply = exactly<Leaf>({
  path: z.string().check(z.maxLength(400)),
  masked: z.string().check(z.maxLength(9)),
  rank: z.optional(z.number()),
  expiry: z.optional(Expiry),
  expiresAt: z.optional(z.number()),
  typeAt: z.optional(z.string()),
});

export const TrialReply = exactly<TrialView>({
  stage: z.enum(['answered', 'link']),
  leaves: z.array(LeafReply),
  link: z.optional(z.string()),
});

export const TrialRequest = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  definition: ProviderDefinition,
  values: z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(20_000))),
  allowHttp: z.boolean(),
  tabId: z.optional(z.int().check(z.nonnegative())),
  link: z.optional(Path),
  kept: z.optional(z.array(z.string().check(z.maxLength(40))).check(z.maxLength(100))),
  tokenPath: z.optional(z.string().check(z.maxLength(400))),
});

const Pending = exactly<PendingTrial>({
  id: Text,
  definition: ProviderDefinition,
  plain: Values,
  kept: Texts,
  allowHttp: z.boolean(),
  tokenPath: z.optional(Text),
  view: z.optional(TrialReply),
  failure: z.optional(FailureReply),
});
export const PendingReply: z.ZodMiniType<PendingTrial | null> = z.nullable(Pending);
