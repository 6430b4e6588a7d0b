import type { Need } from '../../lib/domain/need';
import type { Reminder } from '../../lib/domain/reminder';
import { text } from '../../lib/text';
import { errorText } from '../failure/failure-text';
import { dayOf } from '../parts/times';

/** What needs the user, in words; the same in popup and options. */
export function needText(need: Need): string {
  switch (need.what) {
    case 'reminder':
      return reminderText(need.label, need.reminder);
    case 'renewal_stopped':
      return need.code ? text('need_stopped_why', need.label, errorText(need.code)) : text('need_stopped', need.label);
    case 'locked':
      return need.pages === 1 ? text('need_locked_one') : text('need_locked_many', need.pages);
    case 'rotation':
      return text('need_rotation', need.label, need.oldName);
    case 'outcome_unknown':
      return unknownText(need);
  }
}

/** When a connection's secret ends, or has. */
export function reminderText(label: string, { days, endsAt, threshold }: Reminder): string {
  if (threshold === -1) return text('week_ended', label, dayOf(endsAt));
  if (days === 0) return text('week_ends_today', label);
  return days === 1 ? text('week_ends_tomorrow', label) : text('week_ends', label, dayOf(endsAt), days);
}

function unknownText({ look, label, name = '' }: Extract<Need, { what: 'outcome_unknown' }>): string {
  switch (look) {
    case 'tokens':
      return text('need_unknown_tokens', label, name);
    case 'rotation':
      return text('need_unknown_rotation', label, name);
    case 'provider':
      return text('need_unknown_provider', label);
  }
}
