import { z } from '../zod';
import { Path, StepId, TemplateMap } from './definition-parts';
import { Input, Step } from './definition-step';

/** Listing, creating and revoking tokens at the provider, with the connection's own token. */
export const Inventory = z.strictObject({
  list: z.strictObject({
    step: Step,
    itemsAt: Path,
    idAt: Path,
    nameAt: Path,
    createdAt: Path,
    expiresAt: Path,
    /** Further columns, shown as text. `words` translates values (a reminder state's number). */
    columns: z.array(
      z.strictObject({ label: z.string(), at: Path, words: z.optional(z.record(z.string(), z.string())) }),
    ),
  }),
  create: z.strictObject({
    inputs: z.array(Input),
    /** The input that names the token in the list: how one is found whose answer got lost, or whose answer tells no id. */
    nameIn: StepId,
    step: Step,
    tokenAt: Path,
    /** The inputs of the new connection that keeps the created token; scope: `inputs`, `create`, `created`. */
    becomes: z.strictObject({ method: z.string(), inputs: TemplateMap }),
  }),
  revoke: Step,
});
export type Inventory = z.infer<typeof Inventory>;
