import { TokenfillError } from '../domain/errors';
import { originOf } from '../domain/origin';
import { type MessageType, PROTOCOL, type RequestOf } from '../messages';
import { passphraseDue, requirePassphrase } from './policy/under-policy';
import type { Handlers } from './router';
import type { World } from './world/world';

/** Deeds that are let through while a passphrase is required and not set: to end things, and to set one. Looks always are. */
const ALWAYS: ReadonlySet<MessageType> = new Set<MessageType>([
  'describeTab',
  'permissionAnswered',
  'logOut',
  'stopSending',
  'dropTrial',
  'lockNow',
  'unlock',
  'changeMode',
  'restoreBackup',
  'acceptOutsideChange',
  'forget',
  'setIdleLock',
  'dismissReminder',
  'forgetLost',
  'exportDefinitions',
]);
/** What would store a secret, and may bring the choice of a mode along. */
const STORING: ReadonlySet<MessageType> = new Set<MessageType>([
  'authorize',
  'saveConnection',
  'keepDefinition',
  'importConnections',
  'takeImports',
]);

type Rules = { readonly [Type in MessageType]?: (request: RequestOf<Type>, world: World) => Promise<void> | void };

/** One rule for each message that a policy can refuse. Screens do not offer these; whoever sends them gets the code. */
const RULES: Rules = {
  exportConnections: (_, world) => refuseExport(world),
  copyText: (_, world) => refuseExport(world),
  changeMode: ({ choose }, world) => requirePassphrase(choose.mode, world.managed),
  authorize: ({ draft, choose }, world) => {
    requirePassphrase(choose?.mode, world.managed);
    for (const origin of draft?.origins ?? []) requirePage(draft?.providerId ?? '', origin, world);
  },
  saveConnection: ({ draft, choose }, world) => {
    requirePassphrase(choose?.mode, world.managed);
    for (const origin of draft.origins) requirePage(draft.providerId, origin, world);
  },
  keepDefinition: ({ definition, choose }, world) => {
    requirePassphrase(choose?.mode, world.managed);
    requireFree(definition.id, world);
  },
  removeDefinition: ({ definitionId }, world) => requireFree(definitionId, world),
  bindOrigin: async ({ connectionId, origin }, world) => {
    const providerId = (await world.vault.read(connectionId))?.connection.providerId;
    if (providerId !== undefined) requirePage(providerId, origin, world);
  },
  unbindOrigin: async ({ connectionId, origin }, { vault, managed }) => {
    const providerId = (await vault.read(connectionId))?.connection.providerId;
    if (managed.pagesOf(providerId ?? '')?.origins.includes(origin)) throw new TokenfillError('managed_pages');
  },
  setIdleLock: ({ minutes }, { managed }) => {
    const { lockMinutes } = managed.rules();
    if (lockMinutes !== undefined && (minutes === null || minutes > lockMinutes))
      throw new TokenfillError('managed_lock');
  },
};

/**
 * The message table under the organization's policy. What is forbidden is refused before any service is called.
 *
 * @see docs/managed.md
 */
export function underRules(handlers: Handlers, world: World): Handlers {
  const guarded = Object.entries(handlers).map(([name, handle]) => {
    const type = name as MessageType;
    // The tables' types say that request, rule and handler belong together; TypeScript cannot follow that through a union.
    const rule = RULES[type] as ((request: unknown, world: World) => Promise<void> | void) | undefined;
    const run = handle as (request: unknown, sender: unknown) => Promise<unknown>;
    return [
      type,
      async (request: unknown, sender: unknown) => {
        await refuseWhileDue(type, request, world);
        await rule?.(request, world);
        return run(request, sender);
      },
    ] as const;
  });
  return Object.fromEntries(guarded) as unknown as Handlers;
}

/** @throws TokenfillError `managed_passphrase` for what must wait until one is set */
async function refuseWhileDue(type: MessageType, request: unknown, { keeper, managed }: World): Promise<void> {
  if (ALWAYS.has(type) || PROTOCOL[type].kind === 'look') return;
  const due = await passphraseDue(keeper, managed);
  if (due === 'no') return;
  const { choose } = request as { readonly choose?: { readonly mode: string } };
  const sets = due === 'unset' && (choose?.mode === 'passphrase' || !STORING.has(type));
  if (!sets) throw new TokenfillError('managed_passphrase');
}

function requireFree(definitionId: string, { managed }: World): void {
  if (managed.defines(definitionId)) throw new TokenfillError('managed_definition');
}

function refuseExport({ managed }: World): void {
  if (managed.rules().export === 'forbidden') throw new TokenfillError('managed_export');
}

function requirePage(providerId: string, text: string, { managed }: World): void {
  const pages = managed.pagesOf(providerId);
  const origin = originOf(text);
  if (pages?.others === 'refused' && origin !== undefined && !pages.origins.includes(origin)) {
    throw new TokenfillError('managed_pages');
  }
}
