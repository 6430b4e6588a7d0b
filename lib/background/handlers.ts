import { bearerOf } from '../domain/credential';
import { TokenfillError } from '../domain/errors';
import { originOf } from '../domain/origin';
import { credentialsOf } from '../provider/apply';
import type { Handlers } from './router';
import type { MessageSender } from './sender';
import type { Services } from './services';
import type { World } from './world';

/** The message table: message → one service call. */
export function createHandlers(world: World, services: Services): Handlers {
  const { connections, tokens, authorize, fills, views, inventory, gate } = services;
  const done = async (work: Promise<unknown>) => {
    await work;
    return null;
  };

  return {
    describeTab: ({ tabId }) => services.describe(tabId),
    authorize: (request) => authorize.authorize(request, 'wait'),
    saveConnection: async ({ draft }) => {
      await tokens.saveDraft(draft, { permission: 'wait' });
      const view = await views.viewOf(draft.id);
      if (!view) throw new TokenfillError('unknown_connection');
      return view;
    },
    permissionAnswered: ({ connectionId, granted }) =>
      done(granted ? gate.recheck() : Promise.resolve(gate.refused(connectionId))),
    allowServer: ({ connectionId, server }) => done(connections.allowServer(connectionId, server)),
    bindOrigin: ({ connectionId, origin }) => done(connections.bind(connectionId, origin)),
    unbindOrigin: ({ connectionId, origin }) => done(connections.unbind(connectionId, origin)),
    logOut: ({ tabId }) => done(fills.logOut(tabId)),
    listConnections: async () => views.viewAll(await world.vault.list()),
    removeConnection: ({ connectionId }) => done(connections.remove(connectionId)),
    undoRemove: ({ connectionId }) => done(connections.undoRemove(connectionId)),
    listTokens: ({ connectionId }) => inventory.list(connectionId),
    createToken: ({ connectionId, inputs }) => inventory.create(connectionId, inputs),
    revokeToken: ({ connectionId, tokenId }) => done(inventory.revoke(connectionId, tokenId)),
    copyText: ({ connectionId, kind }) => textToCopy(services, connectionId, kind),
    keepPage: ({ origin, answer }) => done(services.keep.answer(origin, answer)),
    pageEvent: ({ event }, sender) => services.keep.handle(tabOf(sender), originOf(sender.origin), event),
    buttonPressed: (_, sender) => authorize.authorizeChoice(tabOf(sender)),
    buttonState: async (_, sender) => {
      if (!(await services.notes.buttonWanted())) return null;
      const choice = await authorize.choiceFor(originOf(sender.origin));
      const view = choice && (await views.viewOf(choice.id));
      return view ? { label: view.connection.label, environment: view.environment } : null;
    },
  };
}

function tabOf(sender: MessageSender): number {
  if (sender.tab?.id === undefined) throw new TokenfillError('tab_closed');
  return sender.tab.id;
}

/** The one reply that carries a secret (design §9.15): asked for by a click in our own page, put on the clipboard there. */
async function textToCopy({ connections }: Services, id: string, kind: 'token' | 'header'): Promise<string> {
  const { provider, method, connection, secrets, token } = await connections.find(id);
  if (!token) throw new TokenfillError('sign_in_needed');
  const credentials = credentialsOf(provider, method, connection, secrets ?? {}, token);
  if (kind === 'token') {
    const bearer = credentials.map(bearerOf).find((found) => found !== undefined);
    return bearer?.token ?? token.accessToken;
  }
  return credentials
    .map((credential) => (credential.in === 'header' ? `${credential.name}: ${credential.value}` : ''))
    .filter((line) => line !== '')
    .join('\n');
}
