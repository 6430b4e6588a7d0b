import type { Failure } from '../domain/errors';
import type { ProviderDefinition } from '../provider/definition';
import type { Leaf } from './answer-leaves';

/** What a screen may know of the answer to a test run. `link`: what the second request needs was not found in the first answer. */
export interface TrialView {
  readonly stage: 'answered' | 'link';
  readonly leaves: readonly Leaf[];
  readonly link?: string | undefined;
}

/** A test run whose popup closed, for the next one. Neither `view` nor `failure`: it waits for the browser's question. */
export interface PendingTrial {
  /** Of the connection to be. */
  readonly id: string;
  /** What is sent; no secret is in it. */
  readonly definition: ProviderDefinition;
  /** Values of plain inputs. */
  readonly plain: Readonly<Record<string, string>>;
  /** Names of secrets that were typed and are still known. */
  readonly kept: readonly string[];
  readonly allowHttp: boolean;
  readonly tokenPath?: string | undefined;
  readonly view?: TrialView | undefined;
  readonly failure?: Failure | undefined;
}
