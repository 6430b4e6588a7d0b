import type { browser } from 'wxt/browser';
import type { ProviderDefinition } from '../../provider/definition';
import type { Vault, VaultKeeper } from '../../vault/vault';
import type { Managed } from '../policy/managed';
import type { Definitions } from './definitions';

/** Everything the background services use from outside, so that tests can hand them another world. */
export interface World {
  readonly browser: typeof browser;
  readonly fetch: typeof globalThis.fetch;
  /** ms since 1970. */
  readonly now: () => number;
  /** Waits, ms. Only within a flow that somebody waits for: a worker may die in between. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
  /** Web Locks: held across contexts, released by the browser when a worker dies (M21). */
  readonly lock: <T>(name: string, run: () => Promise<T>) => Promise<T>;
  /** As the organization's policy lets it be seen, where there is one. */
  readonly vault: Vault;
  /** The same, with bound origins as they are stored: for what is to go elsewhere. */
  readonly unbound: Vault;
  readonly keeper: VaultKeeper;
  /** Built-in and own definitions as they are now; own ones are there once `definitions.ready` is. */
  readonly providers: () => readonly ProviderDefinition[];
  readonly definitions: Definitions;
  readonly managed: Managed;
  /**
   * Whether a clicked tab's own origin can be fetched from the background without host permission: yes in Chromium 156,
   * no in Firefox 153 (docs/facts.md#activetab-fetch).
   */
  readonly activeTabReaches: boolean;
}
