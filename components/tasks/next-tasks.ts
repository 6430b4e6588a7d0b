import { ask } from '../../lib/ask';
import type { Mapping } from '../../lib/domain/mapping';
import { text } from '../../lib/text';
import { type AuthorizeOrder, authorizeDraftTask, authorizeTask, type Reload } from './connection-tasks';
import type { Task } from './use-activity';

/** What leads on from a refusal, and the same try again. */

/** Binds the page to a connection, which has shown the origin in full, and goes on. */
export function bindTask({ view, on }: AuthorizeOrder, origin: string, reload: Reload): Task {
  const { id, rev, label, providerId, methodId, regionId, inputs, allowHttp, origins } = view.connection;
  if (view.needsHosts.length === 0) {
    const authorize = authorizeTask({ view, on }, reload);
    const run = async () => {
      await ask('bindOrigin', { connectionId: id, origin });
      return authorize.run();
    };
    return { ...authorize, run };
  }
  // One message must carry all: the browser's question may close the popup before a second one is sent.
  const draft = { id, rev, label, providerId, methodId, regionId, inputs, allowHttp, origins: [...origins, origin] };
  return authorizeDraftTask({ draft, hosts: view.needsHosts, on }, reload);
}

export function allowServerTask({ view, on }: AuthorizeOrder, server: string, reload: Reload): Task {
  const authorize = authorizeTask({ view, on }, reload);
  const run = async () => {
    await ask('allowServer', { connectionId: view.connection.id, server });
    return authorize.run();
  };
  return { ...authorize, run };
}

/** Leaves out `Origin` in requests to a server that refused it, and tries again; the browser wants its word for that host. */
export function sendBareTask({ view, on }: AuthorizeOrder, origin: string, reload: Reload): Task {
  const authorize = authorizeTask({ view, on, hosts: [...view.needsHosts, origin] }, reload);
  // Both messages go in the click, in this order; waiting for the first would lose the click for the browser's question.
  const run = async () => {
    const [, notice] = await Promise.all([ask('sendWithoutOrigin', { origin }), authorize.run()]);
    return notice;
  };
  return { ...authorize, run };
}

/** Remembers what goes where on this origin, for every connection, and fills with it. */
export function mapTask({ view, on }: AuthorizeOrder, origin: string, mapping: Mapping, reload: Reload): Task {
  const authorize = authorizeTask({ view, on }, reload);
  const run = async () => {
    await ask('mapSchemes', { origin, mapping });
    return authorize.run();
  };
  return { ...authorize, run };
}

export function forgetMappingTask({ view }: Pick<AuthorizeOrder, 'view'>, origin: string, reload: Reload): Task {
  return {
    subject: view.connection.id,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await ask('mapSchemes', { origin, mapping: {} });
      await reload();
      return { text: text('done_map_forgotten'), display: 'shown' };
    },
  };
}

export function forgetForbiddenTask(tabId: number, reload: Reload): Task {
  return {
    subject: 'page',
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await ask('forgetForbidden', { tabId });
      await reload();
      return undefined;
    },
  };
}
