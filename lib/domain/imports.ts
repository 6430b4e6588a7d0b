import type { ErrorCode } from './errors';

/** What files of other tools hold, as a screen may see it: secrets are named, never shown. */

export interface ImportsView {
  readonly candidates: readonly CandidateView[];
  readonly skipped: readonly SkippedView[];
  readonly unread: readonly { readonly file: string; readonly code: ErrorCode }[];
}

export interface CandidateView {
  /** Its place among the candidates of these files. */
  readonly id: string;
  readonly label: string;
  /** Where it stands in the file: names of collection, folders, request. */
  readonly source: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly methodId: string;
  readonly methodName: string;
  /** LIVE, SANDBOX… */
  readonly environment?: string | undefined;
  /** `own`: a definition made from the file is stored with it. */
  readonly definition: 'known' | 'own';
  /** Origins that credentials go to. Empty: the token itself is in the file, nobody is asked for one. */
  readonly hosts: readonly string[];
  /** Those of `hosts` inside a private network, or on this machine. */
  readonly inside: readonly string[];
  /** A server without https. */
  readonly plainHttp: boolean;
  readonly plain: readonly { readonly label: string; readonly value: string }[];
  /** Labels of the secrets that the file holds. */
  readonly secrets: readonly string[];
  /** What must still be typed. */
  readonly missing: readonly MissingInput[];
  /** Variables without a value. */
  readonly unresolved: readonly string[];
  /** The same connection is stored already. */
  readonly here: boolean;
}

/** An input of the provider language, as far as a form of one field needs it. */
export interface MissingInput {
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly example?: string | undefined;
  readonly type?: InputType | undefined;
  readonly choices?: readonly { readonly value: string; readonly label: string }[] | undefined;
  readonly secret?: true | undefined;
}
type InputType = 'text' | 'email' | 'url' | 'endpoint' | 'number' | 'date' | 'choice' | 'list' | 'parameters';

export interface SkippedView {
  readonly where: string;
  readonly why: 'kind' | 'implicit' | 'prefix' | 'from_script' | 'request' | 'too_many' | 'definition';
  readonly what: string;
}

/** One candidate that the user wants, with what was typed for it. */
export interface ChosenCandidate {
  readonly id: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly allowHttp: boolean;
}
