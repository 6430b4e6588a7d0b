import type { Problem } from '../definitions/problem';
import type { ManagedPages, ManagedPart, ManagedRules } from '../domain/managed';
import { z } from '../zod';
import { Code, exactly, Text, Texts } from './parts';

/** Shapes of what screens learn of an organization's policy. */

const Others = z.enum(['allowed', 'refused']);

export const Rules = exactly<ManagedRules>({
  passphrase: z.optional(z.literal('required')),
  lockMinutes: z.optional(z.number()),
  export: z.optional(z.literal('forbidden')),
});

export const Part = exactly<ManagedPart>({
  origins: Texts,
  others: Others,
  copying: z.enum(['allowed', 'forbidden']),
});

export const Pages: z.ZodMiniType<readonly ManagedPages[]> = z.array(
  exactly<ManagedPages>({ providerId: Text, origins: Texts, others: Others }),
);

/** Everything that is set, and what of it could not be used. */
export interface ManagedView {
  readonly rules: ManagedRules;
  /** Ids of definitions. */
  readonly definitions: readonly string[];
  readonly pages: readonly ManagedPages[];
  readonly problems: readonly Problem[];
}

export const ManagedReply = exactly<ManagedView>({
  rules: Rules,
  definitions: Texts,
  pages: Pages,
  problems: z.array(exactly<Problem>({ path: Text, code: Code })),
});
