import type { ErrorCode } from './errors';
import { type Dismissal, type Reminder, reminderOf } from './reminder';
import type { RotationView } from './rotation';

/** What needs the user: lights the badge, and is said in words in the popup and the options. */
export type Need =
  | {
      readonly what: 'reminder';
      readonly connectionId: string;
      readonly label: string;
      readonly reminder: Reminder;
      /** `rotate` where the provider's tokens can be replaced from here. */
      readonly next: 'rotate' | 'paste';
    }
  | {
      readonly what: 'renewal_stopped';
      readonly connectionId: string;
      readonly label: string;
      readonly code?: ErrorCode;
    }
  /** Pages that are kept authorized are open and cannot be filled. */
  | { readonly what: 'locked'; readonly pages: number }
  | {
      readonly what: 'outcome_unknown';
      /** The connection, or the draft, that asked. */
      readonly connectionId: string;
      readonly label: string;
      /** What the token would be called at the provider. */
      readonly name?: string | undefined;
      /** `tokens`: the list here shows it. `rotation`: the rotation does. `provider`: only the provider's own page. */
      readonly look: 'tokens' | 'rotation' | 'provider';
    }
  | { readonly what: 'rotation'; readonly connectionId: string; readonly label: string; readonly oldName: string };

/** All that decides it, as it is stored. */
export interface AttentionState {
  /** ms since 1970. */
  readonly now: number;
  readonly vault: 'open' | 'locked';
  /** Origins of open pages that are kept authorized and wait for the vault. */
  readonly waiting: readonly string[];
  readonly connections: readonly {
    readonly id: string;
    readonly label: string;
    readonly secretEndsAt?: number | undefined;
    readonly dismissed?: Dismissal | undefined;
    readonly inventory: 'yes' | 'no';
    /** Renewing was given up after failures, and a page wants it. */
    readonly stopped?: { readonly code?: ErrorCode } | undefined;
    readonly rotation?: RotationView | undefined;
  }[];
  /** Creations whose answer will not come any more. */
  readonly lost: readonly { readonly id: string; readonly label: string; readonly name?: string | undefined }[];
}

/** What needs the user now, the most urgent first. Pure. */
export function needsOf({ now, vault, waiting, connections, lost }: AttentionState): readonly Need[] {
  const locked: readonly Need[] =
    vault === 'locked' && waiting.length > 0 ? [{ what: 'locked', pages: waiting.length }] : [];
  const withInventory = new Set(connections.filter(({ inventory }) => inventory === 'yes').map(({ id }) => id));
  return [
    ...locked,
    ...lost.map(({ id, label, name }): Need => {
      const look = withInventory.has(id) ? 'tokens' : 'provider';
      return { what: 'outcome_unknown', connectionId: id, label, name, look };
    }),
    ...connections.flatMap(rotationNeed),
    ...connections.flatMap(({ id, label, stopped }): readonly Need[] =>
      stopped ? [{ what: 'renewal_stopped', connectionId: id, label, ...stopped }] : [],
    ),
    ...connections.flatMap((connection) => reminderNeed(connection, now)).sort(soonest),
  ];
}

type Watched = AttentionState['connections'][number];

/** One that is under way needs nobody. */
function rotationNeed({ id, label, rotation }: Watched): readonly Need[] {
  if (!rotation?.failure) return [];
  if (rotation.step === 'create') {
    return [{ what: 'outcome_unknown', connectionId: id, label, name: rotation.name, look: 'rotation' }];
  }
  return [{ what: 'rotation', connectionId: id, label, oldName: rotation.oldName }];
}

type ReminderNeed = Extract<Need, { what: 'reminder' }>;

function reminderNeed(
  { id, label, secretEndsAt, dismissed, inventory }: Watched,
  now: number,
): readonly ReminderNeed[] {
  const reminder = reminderOf(secretEndsAt, dismissed, now);
  if (!reminder) return [];
  // With a token that has ended the provider's list cannot be read any more.
  const next = inventory === 'yes' && reminder.endsAt > now ? 'rotate' : 'paste';
  return [{ what: 'reminder', connectionId: id, label, reminder, next }];
}

const soonest = (a: ReminderNeed, b: ReminderNeed) => a.reminder.endsAt - b.reminder.endsAt;

/** How the last fill of a tab ended. */
export type TabResult = 'filled' | 'partly' | 'failed';

export interface BadgeLook {
  readonly text: '' | '!' | '✓';
  readonly tone: 'good' | 'bad';
}

/** The one decision about the toolbar icon's badge: a tab's own result first, then what needs the user anywhere. Pure. */
export function badgeOf(needs: readonly Need[], tab?: TabResult): BadgeLook {
  if (tab === 'filled') return { text: '✓', tone: 'good' };
  return { text: tab !== undefined || needs.length > 0 ? '!' : '', tone: 'bad' };
}
