import type { ProviderDefinition } from '../provider/definition';
import type { Reach } from './addresses';
import type { Problem } from './problem';

/** One definition of a text, and what storing it would mean. */
export interface FoundDefinition {
  readonly definition: ProviderDefinition;
  /** Beside what is stored under its id. */
  readonly state: 'new' | 'changed' | 'same';
  readonly reach: Reach;
  /** What the stored one talks to and this one does not. */
  readonly gone: readonly string[];
  /** Labels of connections whose secrets must be typed again, because what they are sealed for changes. */
  readonly asksAgain: readonly string[];
}

/** What a text holds, before anything of it is stored. */
export interface DefinitionCheck {
  readonly found: readonly FoundDefinition[];
  readonly problems: readonly Problem[];
}
