import type { ConnectionView } from '../../lib/domain/connection';
import { text } from '../../lib/text';

/** Which token it is, as far as a screen may say, and what the provider says it may do. */
export function TokenNote({ view: { token } }: { readonly view: ConnectionView }) {
  if (!token) return null;
  const words = token.scope ? text('token_note_scope', token.masked, token.scope) : text('token_note', token.masked);
  return <p class="card-note">{words}</p>;
}
