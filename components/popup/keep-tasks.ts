import { ask } from '../../lib/ask';
import { text } from '../../lib/text';
import { requestHosts } from '../browser-actions';
import type { Task } from '../tasks/use-activity';

/** Name of these tasks in the activity: they belong to the page, not to a connection. */
const KEEP = 'keep';

type Reload = () => Promise<void>;

/** Asks the browser for this page's host in the click, which is what filling without a click needs; without it nothing is stored. */
export function keepTask(origin: string, reload: Reload): Task {
  return {
    subject: KEEP,
    busy: text('busy_saving'),
    aim: 'other',
    run: async () => {
      if (!(await requestHosts([origin]))) return { text: text('keep_refused'), display: 'shown' };
      await ask('keepPage', { origin, answer: 'on' });
      await reload();
      return { text: text('keep_on'), display: 'said' };
    },
  };
}

export function stopKeepingTask(origin: string, reload: Reload): Task {
  return {
    subject: KEEP,
    busy: text('busy_saving'),
    aim: 'other',
    run: async () => {
      await ask('keepPage', { origin, answer: 'no' });
      await reload();
      return { text: text('keep_off'), display: 'said' };
    },
  };
}
