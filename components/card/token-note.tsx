import type { ConnectionView } from '../../lib/domain/connection';
import { text } from '../../lib/text';

const REMARKS = { basic_raw: 'remark_basic_raw', basic_form: 'remark_basic_form' } as const;

/** Which token it is, as far as a screen may say, what the provider says it may do, and how it was got at the second try. */
export function TokenNote({ view: { token } }: { readonly view: ConnectionView }) {
  if (!token) return null;
  const words = token.scope ? text('token_note_scope', token.masked, token.scope) : text('token_note', token.masked);
  return (
    <>
      <p class="card-note">{words}</p>
      {token.remark && <p class="card-note">{text(REMARKS[token.remark])}</p>}
    </>
  );
}
