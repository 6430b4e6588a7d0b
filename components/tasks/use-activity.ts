import { useRef, useState } from 'preact/hooks';
import { type Failure, failureOf } from '../../lib/domain/errors';

/** What was just finished, said once in the status line. */
export interface Notice {
  readonly text: string;
  /** `said`: for screen readers only, because the screen shows it anyway. */
  readonly display: 'shown' | 'said';
  readonly undo?: () => void;
  /** A page to go on with, shown by its host. */
  readonly link?: string;
}

/** One thing the user asked for. `subject` is a connection's id, or a name for what is not one. */
export interface Task {
  readonly subject: string;
  readonly busy: string;
  /** Which button shows it, and what trying again would mean. */
  readonly aim: 'authorize' | 'logOut' | 'other';
  /** Sends at once: the first statement runs in the click. */
  readonly run: () => Promise<Notice | undefined>;
}

export interface Activity {
  readonly busy: { readonly subject: string; readonly aim: Task['aim']; readonly text: string } | undefined;
  readonly failed: { readonly subject: string; readonly aim: Task['aim']; readonly failure: Failure } | undefined;
  readonly notice: Notice | undefined;
  readonly start: (task: Task) => Promise<'done' | 'failed' | 'busy'>;
  readonly clear: () => void;
}

/** One task at a time; its failure and its notice stay until the next one starts. */
export function useActivity(): Activity {
  const [busy, setBusy] = useState<Activity['busy']>();
  const [failed, setFailed] = useState<Activity['failed']>();
  const [notice, setNotice] = useState<Notice>();
  const running = useRef(false);
  const clear = () => {
    setFailed(undefined);
    setNotice(undefined);
  };
  const start: Activity['start'] = async ({ subject, busy: text, aim, run }) => {
    if (running.current) return 'busy';
    running.current = true;
    const result = run();
    clear();
    setBusy({ subject, aim, text });
    try {
      setNotice(await result);
      return 'done';
    } catch (error) {
      setFailed({ subject, aim, failure: failureOf(error, 'worker_restarted') });
      return 'failed';
    } finally {
      running.current = false;
      setBusy(undefined);
    }
  };
  return { busy, failed, notice, start, clear };
}
