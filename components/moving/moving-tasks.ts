import { ask } from '../../lib/ask';
import type { ArrivalOutcome, ArrivalView } from '../../lib/domain/moving';
import type { RequestOf } from '../../lib/messages';
import { text } from '../../lib/text';
import { saveFile } from '../browser-actions';
import type { Task } from '../tasks/use-activity';
import type { ModeChoice } from '../vault/modes';

/** Names for what a file is about, so that its answer shows where it was asked for. */
export const MOVE_OUT = 'moving:out';
export const MOVE_IN = 'moving:in';

/** The file is made in the background; this page gets ciphertext, and hands it to the browser to be saved. */
export function exportTask(passphrase: string): Task {
  return {
    subject: MOVE_OUT,
    busy: text('busy_sealing'),
    aim: 'other',
    run: async () => {
      saveFile(`tokenfill-${today()}.json`, await ask('exportConnections', { passphrase }));
      return { text: text('done_exported'), display: 'shown' };
    },
  };
}

export function lookTask(
  request: RequestOf<'listArrivals'>,
  onFound: (arrivals: readonly ArrivalView[]) => void,
): Task {
  return {
    subject: MOVE_IN,
    busy: text('busy_opening'),
    aim: 'other',
    run: async () => {
      onFound(await ask('listArrivals', request));
      return undefined;
    },
  };
}

export interface ImportOrder {
  readonly request: RequestOf<'importConnections'>;
  /** How secrets are kept here, when that was asked. */
  readonly choose: ModeChoice | undefined;
  readonly onTaken: (outcome: ArrivalOutcome) => void;
}

export function importTask({ request, choose, onTaken }: ImportOrder, reload: () => Promise<unknown>): Task {
  return {
    subject: MOVE_IN,
    busy: text('busy_opening'),
    aim: 'other',
    run: async () => {
      if (choose) await ask('changeMode', { choose });
      const outcome = await ask('importConnections', request);
      await reload();
      onTaken(outcome);
      return { text: text('done_imported', outcome.taken), display: 'said' };
    },
  };
}

/** Year, month and day here. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
