import { ask } from '../../lib/ask';
import type { RequestOf } from '../../lib/messages';
import { type TextKey, text } from '../../lib/text';
import type { Notice, Task } from '../tasks/use-activity';
import { keptText, type ModeChoice } from './modes';

/** Tasks about the vault as a whole. Each has a name of its own, so that its answer shows where it was asked for. */
export const UNLOCK = 'vault:unlock';
export const MODE = 'vault:mode';
export const PASSPHRASE = 'vault:passphrase';
export const REST = 'vault:rest';

type Reload = () => Promise<unknown>;

interface Step {
  readonly subject: string;
  readonly busy?: TextKey;
  readonly send: () => Promise<unknown>;
  readonly said: () => string;
  readonly display?: Notice['display'];
}

function vaultTask({ subject, busy = 'busy_working', send, said, display = 'shown' }: Step, reload: Reload): Task {
  return {
    subject,
    busy: text(busy),
    aim: 'other',
    run: async () => {
      await send();
      await reload();
      return { text: said(), display };
    },
  };
}

export function unlockTask(passphrase: string, reload: Reload): Task {
  const send = () => ask('unlock', { passphrase });
  return vaultTask(
    { subject: UNLOCK, busy: 'busy_unlocking', send, said: () => text('done_unlocked'), display: 'said' },
    reload,
  );
}

export function lockTask(reload: Reload): Task {
  const send = () => ask('lockNow', {});
  return vaultTask({ subject: REST, send, said: () => text('done_locked'), display: 'said' }, reload);
}

export function changeModeTask(choose: ModeChoice, reload: Reload): Task {
  const send = () => ask('changeMode', { choose });
  return vaultTask({ subject: MODE, send, said: () => keptText(choose.mode) }, reload);
}

/** The organization wants it; what was under the question appears in its place. */
export function setPassphraseTask(passphrase: string, reload: Reload): Task {
  const send = () => ask('changeMode', { choose: { mode: 'passphrase', passphrase } });
  return vaultTask({ subject: MODE, send, said: () => keptText('passphrase'), display: 'said' }, reload);
}

export function changePassphraseTask(change: RequestOf<'changePassphrase'>, reload: Reload): Task {
  const send = () => ask('changePassphrase', change);
  return vaultTask({ subject: PASSPHRASE, send, said: () => text('done_passphrase') }, reload);
}

/** Nobody is told that something came back when there was nothing to bring back. */
export function restoreTask(reload: Reload): Task {
  let found: TextKey = 'restored_nothing';
  const send = async () => {
    if (await ask('restoreBackup', {})) found = 'done_backup';
  };
  return vaultTask({ subject: REST, send, said: () => text(found) }, reload);
}

export function acceptTask(reload: Reload): Task {
  const send = () => ask('acceptOutsideChange', {});
  return vaultTask({ subject: REST, send, said: () => text('done_accepted') }, reload);
}

export function idleLockTask(minutes: number | null, reload: Reload): Task {
  const send = () => ask('setIdleLock', { minutes });
  return vaultTask({ subject: REST, send, said: () => text('done_idle') }, reload);
}

export type Forgotten = RequestOf<'forget'>['what'];
const FORGOTTEN = { secrets: 'done_forgot_secrets', everything: 'done_forgot_everything' } as const;

export function forgetTask(what: Forgotten, reload: Reload): Task {
  const send = () => ask('forget', { what });
  return vaultTask({ subject: REST, send, said: () => text(FORGOTTEN[what]) }, reload);
}
