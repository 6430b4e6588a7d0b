import type { ConnectionView } from '../../lib/domain/connection';
import type { CopyKind } from '../../lib/domain/copy-text';
import { findMethod } from '../../lib/provider/registry';
import { text } from '../../lib/text';
import { findProvider } from '../definitions';
import { tokenUntil } from '../parts/times';

/** A connection's state in words. */
export function statusText(view: ConnectionView, now: number): string {
  switch (view.status) {
    case 'ready':
      return tokenUntil(view.token?.expiresAt, now);
    case 'can_obtain':
      return text(isPasted(view) ? 'status_kept' : 'status_can_obtain');
    case 'needs_secret':
      return text('status_needs_secret');
    case 'locked':
      return text('status_locked');
  }
}

/** The secret is the token: there is nothing to ask a provider for. */
function isPasted({ connection }: ConnectionView): boolean {
  return findMethod(findProvider(connection.providerId), connection.methodId)?.steps.length === 0;
}

/** What of a connection can be copied: a user name and password is neither a token nor a header. */
export function copyable({ connection, status, managed }: ConnectionView): readonly CopyKind[] {
  if (status !== 'ready' || managed?.copying === 'forbidden') return [];
  const places =
    findMethod(findProvider(connection.providerId), connection.methodId)?.apply.map((rule) => rule.in) ?? [];
  return [
    ...(places.includes('basic') ? [] : (['token'] as const)),
    ...(places.includes('header') ? (['header'] as const) : []),
    'curl',
    ...(places.includes('basic') ? [] : (['env'] as const)),
  ];
}
