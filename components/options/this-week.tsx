import type { ConnectionView } from '../../lib/domain/connection';
import type { Need } from '../../lib/domain/need';
import { reminderOf } from '../../lib/domain/reminder';
import { findMethod } from '../../lib/provider/registry';
import { secretEndOf } from '../../lib/provider/secret-end';
import { text } from '../../lib/text';
import { findProvider } from '../definitions';
import { errorText } from '../failure/failure-text';
import { type NeedActions, NeedRow } from '../needs/need-row';
import { needText, reminderText } from '../needs/need-text';
import { isSaid } from '../needs/said-once';
import { momentOf } from '../parts/times';
import { useNow } from '../parts/use-now';

const WEEK = 7 * 86_400_000;

export interface ThisWeekProps {
  readonly connections: readonly ConnectionView[];
  /** What lights the badge: all of it is here, in the same words. */
  readonly needs: readonly Need[];
  readonly actions: NeedActions;
}

/** What needs the user, then what ends soon and what failed, in words; nothing when there is nothing to say. */
export function ThisWeek({ connections, needs, actions }: ThisWeekProps) {
  const now = useNow();
  const said = new Set(needs.map(needText));
  const lines = connections
    .flatMap((view) => [...ending(view, now), ...(isSaid(needs, view) ? [] : failed(view, now))])
    .filter((line) => !said.has(line));
  if (needs.length + lines.length === 0) return null;
  return (
    <section aria-labelledby="week">
      <h2 id="week">{text('week')}</h2>
      {needs.length > 0 && (
        <ul class="needs" aria-label={text('needs')}>
          {needs.map((need) => (
            <NeedRow key={JSON.stringify(need)} need={need} actions={actions} />
          ))}
        </ul>
      )}
      {lines.length > 0 && (
        <ul class="week">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Also what "Later" was said to: the badge is quiet about it, this list is not. */
function ending({ connection, token }: ConnectionView, now: number): readonly string[] {
  const { providerId, methodId, inputs, label } = connection;
  const method = findMethod(findProvider(providerId), methodId);
  const endsAt = secretEndOf(method, { inputs, tokenExpiresAt: token?.expiresAt, now });
  const reminder = reminderOf(endsAt, undefined, now);
  return reminder ? [reminderText(label, reminder)] : [];
}

function failed({ connection, lastFailure }: ConnectionView, now: number): readonly string[] {
  if (!lastFailure || lastFailure.at < now - WEEK) return [];
  return [text('week_failed', connection.label, momentOf(lastFailure.at), errorText(lastFailure.code))];
}
