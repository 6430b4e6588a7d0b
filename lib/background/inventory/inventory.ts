import type { ConnectionView, Secrets } from '../../domain/connection';
import { TokenfillError } from '../../domain/errors';
import type { Token } from '../../domain/token';
import type { InventoryItem } from '../../domain/view';
import { dateOf } from '../../provider/become';
import type { Inventory } from '../../provider/definition';
import { cleanInputs, requireInputs } from '../../provider/inputs';
import { prepareDraft } from '../../provider/prepare';
import { expandText, type Scope } from '../../provider/template';
import { processTokenAnswer } from '../../provider/token-answer';
import type { Connections, Known } from '../tokens/connections';
import type { Lost } from '../tokens/lost';
import type { Views } from '../tokens/views';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import type { InventoryAccess } from './inventory-access';

/** How far a server's clock may be behind ours when it dates a token, ms. */
const CLOCKS = 3_600_000;

/** Personal access tokens at the provider: list, create, revoke, with the connection's own token. */
export function createInventory(
  { vault, now, lock }: World,
  parts: { access: InventoryAccess; connections: Connections; lost: Lost; views: Views; notes: Notes },
) {
  const { access, connections, lost, views, notes } = parts;

  /** Marks what a creation without an answer has left; when there is nothing of the kind, nothing was created. */
  const list = async (id: string): Promise<readonly InventoryItem[]> => {
    const items = await access.list(await access.open(id));
    const gone = (await lost.over()).find((record) => record.id === id);
    if (!gone) return items;
    const isStray = ({ name, createdAt = gone.at }: InventoryItem) =>
      name === gone.name && createdAt > gone.at - CLOCKS;
    if (!items.some(isStray)) await lost.forget(id).then(notes.changed);
    return items.map((item) => (isStray(item) ? { ...item, stray: true } : item));
  };

  /** Creates a token and keeps it as a connection of its own before success is said (docs/decisions/0005). */
  const create = (id: string, typed: Readonly<Record<string, string>>): Promise<ConnectionView> =>
    lock(`create:${id}`, async () => {
      const { known, inventory } = await access.open(id);
      const values = cleanInputs(inventory.create.inputs, typed);
      requireInputs(inventory.create.inputs, values);
      const name = values[inventory.create.nameIn] ?? '';
      const { label, providerId } = known.connection;
      const newId = await lost.guard({ id, label, providerId, name }, async () => {
        const answer = await access.send(known, inventory.create.step, { create: values });
        const { accessToken } = createdToken(inventory, answer, now());
        return keep(known, inputsFor(inventory, known, values, accessToken), name);
      });
      await learn(newId, name).catch(() => undefined);
      const view = await views.viewOf(newId);
      if (!view) throw new TokenfillError('storage_failed');
      return view;
    });

  /** A connection of its own beside the one that created the token, bound to the same pages. */
  const keep = async ({ provider, connection }: Known, inputs: Secrets, label: string): Promise<string> => {
    const methodId = provider.inventory?.create.becomes.method ?? '';
    const { method } = connections.definitionOf(provider.id, methodId);
    const { regionId, allowHttp, origins } = connection;
    const draft = { providerId: provider.id, methodId, regionId, allowHttp, origins, inputs };
    const id = crypto.randomUUID();
    const prepared = prepareDraft({ ...draft, id, label }, { provider, method, now: now() });
    const source = { answer: undefined, scope: { inputs: prepared.inputs }, inputs: prepared.inputs, now: now() };
    await vault.write({ ...prepared, token: processTokenAnswer(method.token, source) });
    await notes.changed();
    return id;
  };

  /** What only the list tells of a token just created: which one it is, and when it ends, so that its user is reminded. */
  const learn = async (id: string, name: string): Promise<void> => {
    const opened = await access.open(id);
    const named = (await access.list(opened)).filter((item) => item.name === name);
    const [item] = named;
    if (named.length !== 1 || !item) return;
    await notes.writeOwn(id, item.id);
    const dateInput = opened.known.method.secretExpiresOn;
    if (dateInput === undefined) return;
    await vault.change(id, ({ inputs }) => ({ inputs: { ...inputs, [dateInput]: dateOf(item.expiresAt) } }));
    await notes.changed();
  };

  const revoke = async (id: string, tokenId: string): Promise<void> => access.remove(await access.open(id), tokenId);

  return { list, create, keep, revoke };
}
export type InventoryService = ReturnType<typeof createInventory>;

/** A token that was created but cannot be read is a stray at the provider, not a failure to create one. @throws TokenfillError `unknown_outcome` */
export function createdToken(inventory: Inventory, answer: unknown, now: number): Token {
  try {
    const rule = { accessToken: { at: [inventory.create.tokenAt] } };
    return processTokenAnswer(rule, { answer, scope: {}, inputs: {}, now });
  } catch (error) {
    throw new TokenfillError('unknown_outcome', {}, error);
  }
}

/** The inputs of a connection that uses the created token. */
export function inputsFor(
  inventory: Inventory,
  { connection }: Known,
  values: Readonly<Record<string, string>>,
  token: string,
): Record<string, string> {
  const scope: Scope = { inputs: connection.inputs, create: values, created: { token } };
  return Object.fromEntries(
    Object.entries(inventory.create.becomes.inputs).map(([name, template]) => [name, expandText(template, scope)]),
  );
}
