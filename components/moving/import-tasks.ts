import { ask } from '../../lib/ask';
import { TokenfillError } from '../../lib/domain/errors';
import type { ImportsView } from '../../lib/domain/imports';
import type { ArrivalOutcome } from '../../lib/domain/moving';
import type { RequestOf } from '../../lib/messages';
import { text } from '../../lib/text';
import type { Task } from '../tasks/use-activity';
import type { ModeChoice } from '../vault/modes';

/** Name for what files of other tools are about. */
export const TOOLS = 'moving:tools';

type Files = RequestOf<'listImports'>['files'];

/** What the files hold. Their texts go to the background and come back as names. */
export function readTask(given: Promise<Files>, onRead: (view: ImportsView) => void): Task {
  return {
    subject: TOOLS,
    busy: text('busy_opening'),
    aim: 'other',
    run: async () => {
      const files = await given.catch(() => {
        throw new TokenfillError('import_unreadable');
      });
      if (files.length > 0) onRead(await ask('listImports', { files }));
      return undefined;
    },
  };
}

export interface TakeOrder {
  readonly request: RequestOf<'takeImports'>;
  /** How secrets are kept here, when that was asked. */
  readonly choose: ModeChoice | undefined;
  readonly onTaken: (outcome: ArrivalOutcome) => void;
}

export function takeTask({ request, choose, onTaken }: TakeOrder, reload: () => Promise<unknown>): Task {
  return {
    subject: TOOLS,
    busy: text('busy_saving'),
    aim: 'other',
    run: async () => {
      if (choose) await ask('changeMode', { choose });
      const outcome = await ask('takeImports', request);
      onTaken(outcome);
      await reload();
      return { text: text('done_imported', outcome.taken), display: 'said' };
    },
  };
}
