import type { Method } from './definition';
import { expiryOf } from './expiry';

/** What says when a connection's own secret ends. */
export interface SecretEndSource {
  /** Plain inputs: the date that was typed with the secret is one. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The token's end, ms since 1970: of a pasted token it is the secret's own. */
  readonly tokenExpiresAt?: number | undefined;
  /** ms since 1970. */
  readonly now: number;
}

/** When the secret that a person gave ends, ms since 1970: its typed date, or the end that a pasted token carries; the earlier. */
export function secretEndOf(
  method: Pick<Method, 'steps' | 'secretExpiresOn'> | undefined,
  { inputs, tokenExpiresAt, now }: SecretEndSource,
): number | undefined {
  if (!method) return undefined;
  const { secretExpiresOn: dateInput, steps } = method;
  const typed =
    dateInput === undefined ? undefined : expiryOf([{ dateInput }], { answer: null, accessToken: '', inputs, now });
  const carried = steps.length === 0 ? tokenExpiresAt : undefined;
  const ends = [typed, carried].filter((end) => end !== undefined);
  return ends.length > 0 ? Math.min(...ends) : undefined;
}
