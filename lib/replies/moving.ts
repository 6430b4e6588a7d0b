import type { ArrivalOutcome, ArrivalView } from '../domain/moving';
import { z } from '../zod';
import { exactly, Text, Texts } from './parts';

/** Shapes of messages about connections that move. A file is ciphertext; what it holds is listed without any secret. */

const Passphrase = z.string().check(z.minLength(1), z.maxLength(1_000));
/** Longer than a file may be: that it is too long is said by name. */
const File = z.string().check(z.maxLength(20_000_000));
const Ids = z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(1_000));

export const ExportRequest = z.strictObject({ passphrase: Passphrase });
export const FileReply = z.string();
export const FileRequest = z.strictObject({ file: File, passphrase: Passphrase });
export const ImportRequest = z.strictObject({
  file: File,
  passphrase: Passphrase,
  replace: Ids,
  /** Private addresses that the user has said yes to. */
  confirmed: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(1_000)),
});

export const ArrivalsReply: z.ZodMiniType<readonly ArrivalView[]> = z.array(
  exactly<ArrivalView>({
    id: Text,
    label: Text,
    providerName: Text,
    hosts: Texts,
    pages: Texts,
    standing: z.enum(['new', 'here', 'unknown', 'differs', 'refused']),
    further: Texts,
    inside: Texts,
  }),
);

export const ArrivalReply = exactly<ArrivalOutcome>({ taken: z.number(), hosts: Texts });
