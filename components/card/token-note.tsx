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
      {token.clockSkew !== undefined && <p class="card-note">{clockText(token.clockSkew)}</p>}
      {token.remark && <p class="card-note">{text(REMARKS[token.remark])}</p>}
    </>
  );
}

/** Said because a wrong clock breaks more than tokens. */
function clockText(skew: number): string {
  const minutes = Math.round(Math.abs(skew) / 60_000);
  return text(skew > 0 ? 'clock_behind' : 'clock_ahead', minutes);
}
