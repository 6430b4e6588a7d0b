import { ask } from '../../lib/ask';
import type { ConnectionView } from '../../lib/domain/connection';
import { stepOrigins } from '../../lib/provider/addresses';
import { findMethod } from '../../lib/provider/registry';
import { revocationStep } from '../../lib/provider/revoke';
import { baseScope } from '../../lib/provider/scope';
import { expandUrl } from '../../lib/provider/template';
import { text } from '../../lib/text';
import { findProvider } from '../definitions';
import { askWithHosts } from './ask-with-hosts';
import type { Reload } from './connection-tasks';
import type { Notice, Task } from './use-activity';

/** Removes here. The token is the provider's business then: the notice says where to end it. */
export function removeTask(view: ConnectionView, reload: Reload, undo: () => void): Task {
  const { connection } = view;
  return {
    subject: connection.id,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await ask('removeConnection', { connectionId: connection.id });
      await reload();
      return { ...removedNotice(view), display: 'shown', undo };
    },
  };
}

/** Ends the token at the provider, then removes. There is no way back, and the user was asked. */
export function removeWithTokenTask(view: ConnectionView, reload: Reload): Task {
  const { id, label } = view.connection;
  return {
    subject: id,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await askWithHosts(id, hostsOf(view), () => ask('removeConnection', { connectionId: id, token: 'delete' }));
      await reload();
      return { text: text('done_removed_with_token', label), display: 'shown' };
    },
  };
}

export function undoTask({ connection }: ConnectionView, reload: Reload): Task {
  return {
    subject: connection.id,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      await ask('undoRemove', { connectionId: connection.id });
      await reload();
      return { text: text('done_restored', connection.label), display: 'shown' };
    },
  };
}

/** The provider's page where its secret was made is where it is deleted. A token for any site has no such page. */
function removedNotice({ connection }: ConnectionView): Pick<Notice, 'text' | 'link'> {
  const provider = findProvider(connection.providerId);
  const method = findMethod(provider, connection.methodId);
  if (!provider || !method || provider.pages.length === 0) return { text: text('done_removed', connection.label) };
  const link = expandUrl(method.guide.link, baseScope(provider, connection.regionId, {})).href;
  return { text: text('done_removed_by_hand', connection.label), link };
}

/** Where ending its token sends requests to. */
function hostsOf({ connection }: ConnectionView): readonly string[] {
  const provider = findProvider(connection.providerId);
  const revocation = findMethod(provider, connection.methodId)?.revocation;
  const { list, revoke } = provider?.inventory ?? {};
  const steps = revocation ? [revocationStep(revocation)] : [list?.step, revoke].filter((step) => step !== undefined);
  return provider ? stepOrigins(steps, baseScope(provider, connection.regionId, connection.inputs)) : [];
}
