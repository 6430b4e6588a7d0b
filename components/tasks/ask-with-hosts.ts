import { ask } from '../../lib/ask';
import { requestHosts } from '../browser-actions';

/**
 * Sends a request that needs hosts, and asks the browser for them in the same click. The order matters: the message
 * goes first, because the browser's question may close the popup, and the background then goes on by itself; the question
 * follows without anything awaited in between, because it needs the click.
 *
 * @see docs/decisions/0009-permission-questions.md
 */
export function askWithHosts<Reply>(
  connectionId: string,
  origins: readonly string[],
  send: () => Promise<Reply>,
): Promise<Reply> {
  const reply = send();
  if (origins.length > 0) {
    void requestHosts(origins)
      .then((granted) => ask('permissionAnswered', { connectionId, granted }))
      .catch(() => undefined);
  }
  return reply;
}
