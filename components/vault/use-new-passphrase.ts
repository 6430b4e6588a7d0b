import { useState } from 'preact/hooks';
import { PASSPHRASE_RANGE } from '../../lib/domain/passphrase';
import { text } from '../../lib/text';

const { least: LEAST, most: MOST } = PASSPHRASE_RANGE;

export const PASSPHRASE_PARTS = ['passphrase', 'repeat'] as const;
export type PassphrasePart = (typeof PASSPHRASE_PARTS)[number];
type Problems = Partial<Record<PassphrasePart, string>>;

/** A passphrase that is being made up: typed twice, because nobody can look it up later. */
export function useNewPassphrase() {
  const [typed, setTyped] = useState({ passphrase: '', repeat: '' });
  const [problems, setProblems] = useState<Problems>({});
  return {
    typed,
    problems,
    type: (part: PassphrasePart, value: string) => {
      setTyped((before) => ({ ...before, [part]: value }));
      setProblems(({ [part]: _, ...others }) => others);
    },
    /** Shows what is wrong, and says where. */
    check: (): readonly PassphrasePart[] => {
      const found = problemsOf(typed.passphrase, typed.repeat);
      setProblems(found);
      return PASSPHRASE_PARTS.filter((part) => found[part] !== undefined);
    },
    clear: () => setTyped({ passphrase: '', repeat: '' }),
  };
}
export type NewPassphrase = ReturnType<typeof useNewPassphrase>;

function problemsOf(passphrase: string, repeat: string): Problems {
  const length = [...passphrase.normalize('NFKC')].length;
  if (length === 0) return { passphrase: text('problem_missing') };
  if (length < LEAST) return { passphrase: text('problem_passphrase_short', LEAST) };
  if (length > MOST) return { passphrase: text('problem_passphrase_long', MOST) };
  return repeat === passphrase ? {} : { repeat: text('problem_passphrase_differs') };
}
