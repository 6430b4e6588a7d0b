import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Failure, failureOf } from '../../lib/domain/errors';
import { onChanged } from '../browser-actions';

export interface Loaded<Value> {
  /** The last good answer; stays while it is asked for again. */
  readonly value: Value | undefined;
  /** Why the last question failed. */
  readonly failure: Failure | undefined;
  /** Asks again; resolves when the screen has the answer. */
  readonly reload: () => Promise<void>;
}

/** Asks the background at once and again after each change. Late answers to earlier questions are dropped. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [value, setValue] = useState<Value>();
  const [failure, setFailure] = useState<Failure>();
  const latest = useRef(0);
  const reload = useCallback(async () => {
    const turn = ++latest.current;
    try {
      const answer = await load();
      if (turn !== latest.current) return;
      setValue(() => answer);
      setFailure(undefined);
    } catch (error) {
      if (turn === latest.current) setFailure(failureOf(error, 'worker_restarted'));
    }
  }, [load]);
  useEffect(() => {
    void reload();
    return onChanged(() => void reload());
  }, [reload]);
  return { value, failure, reload };
}
