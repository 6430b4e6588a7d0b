import type { Problem } from '../definitions/problem';
import type { ManagedRules } from '../domain/managed';

/** Minutes: what a lock time may be, and what holds where one is set that does not read. */
const LOCK_RANGE = { least: 1, most: 480 } as const;
const LOCK_WHEN_UNREADABLE = 15;

/** Somebody wanted these rules: one whose value does not read is taken for the strict one, and said. */
export function readRules(settings: Readonly<Record<string, unknown>>): {
  readonly rules: ManagedRules;
  readonly problems: readonly Problem[];
} {
  const passphrase = readSwitch(settings, 'forcePassphrase');
  const forbidden = readSwitch(settings, 'forbidExport');
  const lock = readMinutes(settings.lockMinutes);
  return {
    rules: {
      ...(passphrase.is === 'on' && { passphrase: 'required' }),
      ...(forbidden.is === 'on' && { export: 'forbidden' }),
      ...(lock.minutes !== undefined && { lockMinutes: lock.minutes }),
    },
    problems: [...passphrase.problems, ...lock.problems, ...forbidden.problems],
  };
}

function readSwitch(settings: Readonly<Record<string, unknown>>, name: 'forcePassphrase' | 'forbidExport') {
  const value = settings[name];
  if (value === undefined || value === false) return { is: 'off', problems: [] } as const;
  if (value === true) return { is: 'on', problems: [] } as const;
  return { is: 'on', problems: [{ path: name, code: 'managed_bad_rule' }] } as const;
}

function readMinutes(value: unknown) {
  if (value === undefined) return { problems: [] };
  const isGood = Number.isInteger(value) && Number(value) >= LOCK_RANGE.least && Number(value) <= LOCK_RANGE.most;
  if (isGood) return { minutes: Number(value), problems: [] };
  return { minutes: LOCK_WHEN_UNREADABLE, problems: [{ path: 'lockMinutes', code: 'managed_bad_rule' }] as const };
}
