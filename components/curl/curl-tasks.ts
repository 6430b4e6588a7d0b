import { ask } from '../../lib/ask';
import type { TrialView } from '../../lib/curl/trial-view';
import type { RequestOf } from '../../lib/messages';
import { text } from '../../lib/text';
import { askWithHosts } from '../tasks/ask-with-hosts';
import type { ShownPage } from '../tasks/connection-tasks';
import type { Task } from '../tasks/use-activity';

/** Sends the request once; what the answer holds is handed on, masked. */
export function tryTask(
  request: RequestOf<'tryDefinition'>,
  hosts: readonly string[],
  onAnswer: (view: TrialView) => void,
): Task {
  return {
    subject: request.id,
    busy: text('curl_busy_trying'),
    aim: 'other',
    run: async () => {
      onAnswer(await askWithHosts(request.id, hosts, () => ask('tryDefinition', request)));
      return { text: text('curl_answered'), display: 'said' };
    },
  };
}

/** Stores definition and connection, and fills the page where that was confirmed. `onKept`: from here on it is a connection. */
export function keepTask(
  request: RequestOf<'keepDefinition'>,
  on: ShownPage | undefined,
  { onKept, reload }: { readonly onKept: () => void; readonly reload: () => Promise<void> },
): Task {
  const { id } = request.draft;
  return {
    subject: id,
    busy: text(on === undefined ? 'busy_saving' : 'busy_authorizing'),
    aim: on === undefined ? 'other' : 'authorize',
    run: async () => {
      const { connection } = await ask('keepDefinition', request);
      try {
        if (on === undefined) return { text: text('done_saved', connection.label), display: 'shown' };
        const { record } = await ask('authorize', { connectionId: id, ...on });
        return { text: text('done_authorized', record.label), display: 'said' };
      } finally {
        await reload();
        onKept();
      }
    },
  };
}
