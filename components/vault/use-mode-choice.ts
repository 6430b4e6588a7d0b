import { useState } from 'preact/hooks';
import type { ChosenMode, ModeChoice } from './modes';
import { partName } from './new-passphrase-fields';
import { useNewPassphrase } from './use-new-passphrase';

/** The choice of how secrets are kept, with its passphrase where it needs one. */
export function useModeChoice(first: ChosenMode) {
  const [wanted, setMode] = useState<ChosenMode>();
  const passphrase = useNewPassphrase();
  const mode = wanted ?? first;
  return {
    mode,
    setMode,
    passphrase,
    /** Back to the first, with nothing typed. */
    reset: () => {
      setMode(undefined);
      passphrase.clear();
    },
    /** Shows what is wrong; the names of those fields. */
    check: (): readonly string[] => (mode === 'passphrase' ? passphrase.check().map(partName) : []),
    value: (): ModeChoice => (mode === 'passphrase' ? { mode, passphrase: passphrase.typed.passphrase } : { mode }),
  };
}
export type ModeChoosing = ReturnType<typeof useModeChoice>;
