import type { Secrets } from '../domain/connection';

/**
 * A new secret that waits beside the one in use, in the same sealed record: it is stored before it is tried, and neither
 * can be lost without the other. No input and no template can have a dot in its name, so nothing takes it for a value.
 */
const PREFIX = 'next.';

export function withPending(secrets: Secrets, fresh: Secrets): Secrets {
  return { ...secrets, ...Object.fromEntries(Object.entries(fresh).map(([name, value]) => [PREFIX + name, value])) };
}

/** The waiting secret by its input names; undefined when there is none. */
export function pendingOf(secrets: Secrets = {}): Secrets | undefined {
  const found = Object.entries(secrets).filter(([name]) => name.startsWith(PREFIX));
  return found.length > 0
    ? Object.fromEntries(found.map(([name, value]) => [name.slice(PREFIX.length), value]))
    : undefined;
}

export function withoutPending(secrets: Secrets = {}): Secrets {
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => !name.startsWith(PREFIX)));
}
