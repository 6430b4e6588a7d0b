import type { Combined } from '../../lib/curl/combine';
import type { CurlNote } from '../../lib/curl/curl-request';
import { type TextKey, text } from '../../lib/text';
import { type Piece, piecesOf, requestLines } from './request-text';

const NOTES: Readonly<Record<CurlNote, TextKey>> = {
  json_repaired: 'curl_note_repaired',
  quotes_straightened: 'curl_note_quotes',
  cookies_left_out: 'curl_note_cookies',
  insecure_left_out: 'curl_note_insecure',
};

/** What will be sent, as people read it: what is filled in stands out. */
export function RequestView({ combined }: { readonly combined: Combined }) {
  return (
    <section class="curl-request" aria-label={text('curl_request')}>
      {combined.steps.map((step) => (
        <pre key={step.id}>
          {requestLines(step).map((line, at) => (
            <Line key={`${at} ${line}`} pieces={piecesOf(line, combined)} />
          ))}
        </pre>
      ))}
      {combined.notes.map((note) => (
        <p class="note" key={note}>
          {text(NOTES[note])}
        </p>
      ))}
    </section>
  );
}

/** Only where it goes: the answer is what is looked at. */
export function RequestSummary({ combined }: { readonly combined: Combined }) {
  return (
    <section class="curl-request" aria-label={text('curl_sent')}>
      {combined.steps.map((step) => (
        <pre key={step.id}>
          <Line pieces={piecesOf(requestLines(step)[0] ?? '', combined)} />
        </pre>
      ))}
    </section>
  );
}

function Line({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <code>
      {pieces.map((piece, at) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <mark key={at}>{piece.kind === 'link' ? text('curl_linked') : piece.text}</mark>
        ),
      )}
      {'\n'}
    </code>
  );
}
