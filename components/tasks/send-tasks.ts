import { ask } from '../../lib/ask';
import { text } from '../../lib/text';
import { askWithHosts } from './ask-with-hosts';
import type { AuthorizeOrder, Reload } from './connection-tasks';
import type { Task } from './use-activity';

/**
 * The browser wants the word for the page's host and for the API's, besides what a token may need.
 *
 * @param between `page`: origin of the tab's top document, as the screen has shown it; another one that is there by then gets nothing
 */
export function sendTask(
  { view, on: { tabId } }: AuthorizeOrder,
  between: { readonly page: string; readonly server: string },
  reload: Reload,
): Task {
  const { page, server } = between;
  const { id } = view.connection;
  return {
    subject: id,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      const hosts = [...view.needsHosts, page, server];
      await askWithHosts(id, hosts, () => ask('send', { connectionId: id, tabId, origin: page, server }));
      await reload();
      return { text: text('done_sending', server), display: 'said' };
    },
  };
}

export function stopSendingTask(subject: string, tabId: number, reload: Reload): Task {
  return {
    subject,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await ask('stopSending', { tabId });
      await reload();
      return { text: text('done_sending_stopped'), display: 'said' };
    },
  };
}
