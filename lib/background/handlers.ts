import { TokenfillError } from '../domain/errors';
import { underRules } from './managed-rules';
import { pageHandlers } from './page-handlers';
import type { Handlers } from './router';
import type { Services } from './services';
import type { World } from './world/world';

/** The message table under the organization's policy. */
export function createHandlers(world: World, services: Services): Handlers {
  return underRules(tableOf(world, services), world);
}

/** Message → one service call. */
function tableOf(world: World, services: Services): Handlers {
  const { connections, tokens, authorize, fills, views, inventory, gate, vaultLock } = services;
  const done = async (work: Promise<unknown>) => {
    await work;
    return null;
  };

  return {
    describeTab: ({ tabId }) => services.describe(tabId),
    authorize: async ({ choose, ...request }) => {
      if (choose) await vaultLock.choose(choose);
      return authorize.authorize(request, 'wait');
    },
    saveConnection: async ({ draft, choose }) => {
      if (choose) await vaultLock.choose(choose);
      await tokens.saveDraft(draft, { permission: 'wait' });
      const view = await views.viewOf(draft.id);
      if (!view) throw new TokenfillError('unknown_connection');
      return view;
    },
    ...definitionHandlers(world, services, done),
    discover: (request) => services.discover(request),
    permissionAnswered: ({ connectionId, granted }) =>
      done(granted ? gate.recheck() : Promise.resolve(gate.refused(connectionId))),
    allowServer: ({ connectionId, server }) => done(connections.allowServer(connectionId, server)),
    sendWithoutOrigin: ({ origin }) => done(services.bare.turnOn(origin)),
    bindOrigin: ({ connectionId, origin }) => done(connections.bind(connectionId, origin)),
    unbindOrigin: ({ connectionId, origin }) => done(services.removal.unbind(connectionId, origin)),
    logOut: ({ tabId }) => done(fills.logOut(tabId)),
    forgetForbidden: ({ tabId }) => done(services.keep.forgetForbidden(tabId)),
    send: (order) => done(services.sending.start(order)),
    stopSending: ({ tabId }) => done(services.sending.stop(tabId)),
    listConnections: async () => views.viewAll(await world.vault.list()),
    removeConnection: ({ connectionId, token = 'keep' }) => done(services.removal.remove(connectionId, token)),
    undoRemove: ({ connectionId }) => done(services.removal.undo(connectionId)),
    listTokens: ({ connectionId }) => inventory.list(connectionId),
    createToken: ({ connectionId, inputs }) => inventory.create(connectionId, inputs),
    revokeToken: ({ connectionId, tokenId }) => done(inventory.revoke(connectionId, tokenId)),
    listNeeds: () => services.attention.needs(),
    dismissReminder: ({ connectionId }) => done(services.attention.dismiss(connectionId)),
    forgetLost: ({ connectionId }) => done(services.attention.forgetLost(connectionId)),
    rotateToken: (order) => services.rotation.start(order),
    resumeRotation: ({ connectionId }) => services.rotation.resume(connectionId),
    endRotation: ({ connectionId, how }) => done(services.rotation.end(connectionId, how)),
    managedState: async () => {
      const { rules, definitions, pages, problems } = world.managed.policy();
      return { rules, definitions: definitions.map(({ id }) => id), pages: [...pages], problems: [...problems] };
    },
    copyText: ({ connectionId, kind }) => services.copy(connectionId, kind),
    ...vaultHandlers(world, services, done),
    keepPage: ({ origin, top, answer }) => done(services.keepWord.answer(origin, answer, top)),
    mapSchemes: ({ origin, mapping }) => done(services.notes.writeMapping(origin, mapping)),
    ...pageHandlers(services),
  };
}

type DefinitionMessages =
  | 'listDefinitions'
  | 'tryDefinition'
  | 'pendingTrial'
  | 'dropTrial'
  | 'keepDefinition'
  | 'removeDefinition'
  | 'checkDefinitions'
  | 'importDefinitions'
  | 'exportDefinitions';

function definitionHandlers(
  { definitions }: World,
  { trials, views, vaultLock, removal, files }: Services,
  done: (work: Promise<unknown>) => Promise<null>,
): Pick<Handlers, DefinitionMessages> {
  return {
    listDefinitions: async () => definitions.own(),
    tryDefinition: (request) => trials.run(request),
    pendingTrial: ({ tabId }) => trials.pending(tabId),
    dropTrial: ({ tabId }) => done(trials.drop(tabId)),
    keepDefinition: async ({ definition, draft, choose }) => {
      if (choose) await vaultLock.choose(choose);
      await trials.keep(definition, draft);
      const view = await views.viewOf(draft.id);
      if (!view) throw new TokenfillError('unknown_connection');
      return view;
    },
    removeDefinition: ({ definitionId }) => done(removal.removeDefinition(definitionId)),
    checkDefinitions: ({ text }) => files.look(text),
    importDefinitions: ({ text, confirmed }) => done(files.store(text, confirmed)),
    exportDefinitions: async ({ definitionIds }) => files.write(definitionIds),
  };
}

type VaultMessages =
  | 'exportConnections'
  | 'listArrivals'
  | 'importConnections'
  | 'listImports'
  | 'takeImports'
  | 'vaultState'
  | 'unlock'
  | 'lockNow'
  | 'changeMode'
  | 'changePassphrase'
  | 'restoreBackup'
  | 'acceptOutsideChange'
  | 'forget'
  | 'setIdleLock';

function vaultHandlers(
  { keeper, definitions }: World,
  { vaultLock, views, notes, keep, moving, imports }: Services,
  done: (work: Promise<unknown>) => Promise<null>,
): Pick<Handlers, VaultMessages> {
  const seen = async (work: Promise<unknown>) => {
    await work;
    return views.viewVault();
  };
  return {
    vaultState: () => views.viewVault(),
    unlock: async ({ passphrase }) => {
      const view = await seen(vaultLock.unlock(passphrase));
      void keep.fillWaiting().catch(() => undefined);
      return view;
    },
    lockNow: () => done(vaultLock.lockNow()),
    changeMode: ({ choose }) => seen(vaultLock.changeMode(choose)),
    changePassphrase: ({ old, next }) => done(keeper.changePassphrase(old, next)),
    restoreBackup: async () => {
      const restored = await keeper.restore();
      await definitions.reload();
      await notes.changed();
      return restored;
    },
    exportConnections: ({ passphrase }) => moving.pack(passphrase),
    listArrivals: ({ file, passphrase }) => moving.list(file, passphrase),
    importConnections: ({ file, passphrase, ...answers }) => moving.take(file, passphrase, answers),
    listImports: ({ files }) => imports.list(files),
    takeImports: ({ files, chosen, confirmed }) => imports.take(files, chosen, confirmed),
    acceptOutsideChange: () => done(keeper.acceptOutsideChange().then(notes.changed)),
    forget: ({ what }) => done(vaultLock.forget(what)),
    setIdleLock: async ({ minutes }) => {
      await notes.writeIdleMinutes(minutes);
      return done(vaultLock.check());
    },
  };
}
