import type { VaultMode } from '../../lib/domain/view';
import type { RequestOf } from '../../lib/messages';
import { type TextKey, text } from '../../lib/text';
import type { RadioChoice } from '../parts/radio-group';

/** How secrets are to be kept, as it is sent. */
export type ModeChoice = RequestOf<'changeMode'>['choose'];
export type ChosenMode = ModeChoice['mode'];

const MODES: readonly ChosenMode[] = ['passphrase', 'session', 'device'];

const NAMES: Readonly<Record<ChosenMode, TextKey>> = {
  passphrase: 'mode_passphrase',
  session: 'mode_session',
  device: 'mode_device',
};

const TRUTHS: Readonly<Record<ChosenMode, TextKey>> = {
  passphrase: 'mode_passphrase_truth',
  session: 'mode_session_truth',
  device: 'mode_device_truth',
};

const KEPT: Readonly<Record<ChosenMode, TextKey>> = {
  passphrase: 'kept_passphrase',
  session: 'kept_session',
  device: 'kept_device',
};

/** The three ways, each with what it means. Which word is used for what is settled: "device" is never called encrypted. */
export const modeChoices = (): readonly RadioChoice[] =>
  MODES.map((mode) => ({ id: mode, name: text(NAMES[mode]), summary: text(TRUTHS[mode]) }));

export function isMode(id: string): id is ChosenMode {
  return id in NAMES;
}

/** How secrets are kept, in one sentence; until a choice is made they live in the session. */
export function keptText(mode: VaultMode): string {
  return text(KEPT[mode === 'unset' ? 'session' : mode]);
}
