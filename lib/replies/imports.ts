import type { CandidateView, ChosenCandidate, ImportsView, MissingInput, SkippedView } from '../domain/imports';
import { z } from '../zod';
import { Code, exactly, Text, Texts } from './parts';

/** Shapes of messages about files of other tools. Whole texts go in; out come names and masks. */

/** Longer than all files together may be: that they are too long is said by name. */
const File = z.strictObject({
  name: z.string().check(z.maxLength(1_000)),
  text: z.string().check(z.maxLength(20_000_000)),
});
export const ImportFiles = z.strictObject({ files: z.array(File).check(z.minLength(1), z.maxLength(2_000)) });

const Chosen: z.ZodMiniType<ChosenCandidate> = z.strictObject({
  id: z.string().check(z.maxLength(20)),
  inputs: z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(20_000))),
  allowHttp: z.boolean(),
});
export const TakeRequest = z.strictObject({
  ...ImportFiles.shape,
  chosen: z.array(Chosen).check(z.maxLength(500)),
  /** Private addresses that the user has said yes to. */
  confirmed: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(1_000)),
});

const Missing = exactly<MissingInput>({
  name: Text,
  label: Text,
  help: z.optional(Text),
  example: z.optional(Text),
  type: z.optional(z.enum(['text', 'email', 'url', 'endpoint', 'number', 'date', 'choice', 'list', 'parameters'])),
  choices: z.optional(z.array(z.strictObject({ value: Text, label: Text }))),
  secret: z.optional(z.literal(true)),
});

const Candidate = exactly<CandidateView>({
  id: Text,
  label: Text,
  source: Text,
  providerId: Text,
  providerName: Text,
  methodId: Text,
  methodName: Text,
  environment: z.optional(Text),
  definition: z.enum(['known', 'own']),
  hosts: Texts,
  inside: Texts,
  plainHttp: z.boolean(),
  plain: z.array(z.strictObject({ label: Text, value: Text })),
  secrets: Texts,
  missing: z.array(Missing),
  unresolved: Texts,
  here: z.boolean(),
});

const WHY = [
  ...(['kind', 'implicit', 'prefix'] as const),
  ...(['from_script', 'request', 'too_many', 'definition'] as const),
] as const;

export const ImportsReply = exactly<ImportsView>({
  candidates: z.array(Candidate),
  skipped: z.array(exactly<SkippedView>({ where: Text, why: z.enum(WHY), what: Text })),
  unread: z.array(z.strictObject({ file: Text, code: Code })),
});
