import { ask } from '../../lib/ask';
import { text } from '../../lib/text';
import { saveFile } from '../browser-actions';
import type { Task } from '../tasks/use-activity';

/** Tasks about own definitions as texts and files. */
export const DEFINITIONS = 'definitions';

export interface ImportOrder {
  readonly text: string;
  /** Private addresses that the user has said yes to. */
  readonly confirmed: readonly string[];
  readonly names: readonly string[];
}

export function importTask({ text: file, confirmed, names }: ImportOrder, reload: () => Promise<unknown>): Task {
  return {
    subject: DEFINITIONS,
    busy: text('busy_saving'),
    aim: 'other',
    run: async () => {
      await ask('importDefinitions', { text: file, confirmed: [...confirmed] });
      await reload();
      return { text: text('done_saved', names.join(', ')), display: 'shown' };
    },
  };
}

/** `name`: of the one definition, for the file; all definitions when left out. */
export function exportTask(definitionIds: readonly string[], name = 'providers'): Task {
  return {
    subject: DEFINITIONS,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      saveFile(`${name}.tokenfill.json`, await ask('exportDefinitions', { definitionIds: [...definitionIds] }));
      return { text: text('own_exported'), display: 'shown' };
    },
  };
}
