import type { Need } from '../domain/need';
import { z } from '../zod';
import { Code, exactly, Moment, Text } from './parts';

const Named = { connectionId: Text, label: Text };
type NeedOf<What extends Need['what']> = Extract<Need, { what: What }>;

export const NeedsReply: z.ZodMiniType<readonly Need[]> = z.array(
  z.union([
    exactly<NeedOf<'reminder'>>({
      ...Named,
      what: z.literal('reminder'),
      reminder: exactly<NeedOf<'reminder'>['reminder']>({
        endsAt: Moment,
        days: z.number(),
        threshold: z.union([z.literal(1), z.literal(7), z.literal(14), z.literal(-1)]),
      }),
      next: z.enum(['rotate', 'paste']),
    }),
    exactly<NeedOf<'renewal_stopped'>>({
      ...Named,
      what: z.literal('renewal_stopped'),
      code: z.exactOptional(Code),
    }),
    exactly<NeedOf<'locked'>>({ what: z.literal('locked'), pages: z.number() }),
    exactly<NeedOf<'outcome_unknown'>>({
      ...Named,
      what: z.literal('outcome_unknown'),
      name: z.optional(Text),
      look: z.enum(['tokens', 'rotation', 'provider']),
    }),
    exactly<NeedOf<'rotation'>>({ ...Named, what: z.literal('rotation'), oldName: Text }),
  ]),
);
