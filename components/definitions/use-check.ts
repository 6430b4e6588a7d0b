import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../lib/ask';
import type { DefinitionCheck } from '../../lib/definitions/file-view';
import { type Failure, failureOf } from '../../lib/domain/errors';

/** What the background says of a text, and of which text it says so. */
export interface Checked {
  readonly text: string;
  readonly check: DefinitionCheck | undefined;
  readonly failure: Failure | undefined;
}

/** How long nothing must be typed before a text is looked at, ms. */
const PAUSE = 250;

/** Looks at a text again after each change of it. Late answers to earlier texts are dropped. */
export function useCheck(text: string): Checked | undefined {
  const [checked, setChecked] = useState<Checked>();
  useEffect(() => {
    if (text.trim() === '') return setChecked(undefined);
    let isOver = false;
    const say = (next: Omit<Checked, 'text'>) => {
      if (!isOver) setChecked({ text, ...next });
    };
    const timer = setTimeout(() => {
      ask('checkDefinitions', { text }).then(
        (check) => say({ check, failure: undefined }),
        (error: unknown) => say({ check: undefined, failure: failureOf(error, 'worker_restarted') }),
      );
    }, PAUSE);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text]);
  return checked;
}
