import { ask } from '../../lib/ask';
import { text } from '../../lib/text';
import type { Reload } from '../tasks/connection-tasks';
import type { Task } from '../tasks/use-activity';

/** Name of these tasks in the activity: they belong to what needs the user, wherever it is shown. */
const NEEDS = 'needs';

export function laterTask(connectionId: string, reload: Reload): Task {
  return {
    subject: NEEDS,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await ask('dismissReminder', { connectionId });
      await reload();
      return { text: text('done_later'), display: 'said' };
    },
  };
}

export function lookedTask(connectionId: string, reload: Reload): Task {
  return {
    subject: NEEDS,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await ask('forgetLost', { connectionId });
      await reload();
      return undefined;
    },
  };
}
