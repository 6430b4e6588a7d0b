import { ask } from '../../lib/ask';
import { isTokenfillError } from '../../lib/domain/errors';
import { type KnownPage, keepSubject, pageName } from '../../lib/domain/keep';
import { text } from '../../lib/text';
import { askWithHosts } from '../tasks/ask-with-hosts';
import type { Reload } from '../tasks/connection-tasks';
import type { Task } from '../tasks/use-activity';

/** Name of these tasks in the activity: they belong to the page, not to a connection. */
const KEEP = 'keep';

/** Filling without a click needs this page's host, which is asked for in the click; without it nothing is stored. */
export function keepTask(page: KnownPage, reload: Reload): Task {
  return {
    subject: KEEP,
    busy: text('busy_saving'),
    aim: 'other',
    run: async () => {
      try {
        await askWithHosts(keepSubject(pageName(page)), [page.origin], () =>
          ask('keepPage', { ...page, answer: 'on' }),
        );
      } catch (error) {
        const refused = isTokenfillError(error) && error.failure.code === 'permission_refused';
        if (refused) return { text: text('keep_refused'), display: 'shown' };
        throw error;
      }
      await reload();
      return { text: text('keep_on'), display: 'said' };
    },
  };
}

export function stopKeepingTask(page: KnownPage, reload: Reload): Task {
  return {
    subject: KEEP,
    busy: text('busy_saving'),
    aim: 'other',
    run: async () => {
      await ask('keepPage', { ...page, answer: 'no' });
      await reload();
      return { text: text('keep_off'), display: 'said' };
    },
  };
}
