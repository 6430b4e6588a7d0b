import type { ConnectionView } from '../../lib/domain/connection';
import { expiryOf } from '../../lib/provider/expiry';
import { findMethod, findProvider } from '../../lib/provider/registry';
import { text } from '../../lib/text';
import { errorText } from '../failure/failure-text';
import { dayOf, momentOf } from '../parts/times';
import { useNow } from '../parts/use-now';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** Days ahead in which an end is worth a line. */
const AHEAD = 14;

/** What ends soon and what failed, in words; nothing when there is nothing to say. */
export function ThisWeek({ connections }: { readonly connections: readonly ConnectionView[] }) {
  const now = useNow();
  const lines = connections.flatMap((view) => [...ending(view, now), ...failed(view, now)]);
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="week">
      <h2 id="week">{text('week')}</h2>
      <ul class="week">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function ending({ connection }: ConnectionView, now: number): readonly string[] {
  const { label } = connection;
  const at = secretEnd(connection, now);
  if (at === undefined) return [];
  const days = Math.floor((at - now) / DAY);
  if (days > AHEAD) return [];
  if (days < 0) return [text('week_ended', label, dayOf(at))];
  if (days === 0) return [text('week_ends_today', label)];
  return [days === 1 ? text('week_ends_tomorrow', label) : text('week_ends', label, dayOf(at), days)];
}

/** The date that was typed with a pasted secret, as its last moment. */
function secretEnd({ providerId, methodId, inputs }: ConnectionView['connection'], now: number): number | undefined {
  const dateInput = findMethod(findProvider(providerId), methodId)?.secretExpiresOn;
  if (dateInput === undefined) return undefined;
  return expiryOf([{ dateInput }], { answer: null, accessToken: '', inputs, now });
}

function failed({ connection, lastFailure }: ConnectionView, now: number): readonly string[] {
  if (!lastFailure || lastFailure.at < now - WEEK) return [];
  return [text('week_failed', connection.label, momentOf(lastFailure.at), errorText(lastFailure.code))];
}
