import { ask } from '../../lib/ask';
import { text } from '../../lib/text';
import type { Task } from '../tasks/use-activity';

export interface OriginChange {
  readonly connectionId: string;
  readonly origin: string;
}

export function bindOriginTask(change: OriginChange, reload: () => Promise<void>): Task {
  return {
    subject: change.connectionId,
    busy: text('busy_saving'),
    aim: 'other',
    run: async () => {
      await ask('bindOrigin', change);
      await reload();
      return { text: text('options_page_added', change.origin), display: 'shown' };
    },
  };
}

export function unbindOriginTask(change: OriginChange, reload: () => Promise<void>): Task {
  return {
    subject: change.connectionId,
    busy: text('busy_saving'),
    aim: 'other',
    run: async () => {
      await ask('unbindOrigin', change);
      await reload();
      return { text: text('options_page_removed', change.origin), display: 'shown' };
    },
  };
}
