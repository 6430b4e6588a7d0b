import type { Reach } from '../definitions/addresses';
import type { DefinitionCheck, FoundDefinition } from '../definitions/file-view';
import type { Problem } from '../definitions/problem';
import { ProviderDefinition } from '../provider/definition';
import { z } from '../zod';
import { Code, exactly, Text, Texts } from './parts';

/** Shapes of messages about files of definitions. A problem says where, never what stands there. */

export const CheckReply = exactly<DefinitionCheck>({
  found: z.array(
    exactly<FoundDefinition>({
      definition: ProviderDefinition,
      state: z.enum(['new', 'changed', 'same']),
      reach: exactly<Reach>({ origins: Texts, typed: Texts, inside: Texts }),
      gone: Texts,
      asksAgain: Texts,
    }),
  ),
  problems: z.array(exactly<Problem>({ path: Text, code: Code })),
});

/** Longer than any file that is accepted, so that the reader says what is wrong. */
export const DefinitionText = z.string().check(z.maxLength(2 * 1024 * 1024));
