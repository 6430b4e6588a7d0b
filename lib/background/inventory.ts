import type { ConnectionView, Secrets } from '../domain/connection';
import { TokenfillError } from '../domain/errors';
import { NEVER, type Token } from '../domain/token';
import type { InventoryItem } from '../domain/view';
import { stepOrigins } from '../provider/addresses';
import type { Inventory, Step } from '../provider/definition';
import { parseDate } from '../provider/expiry';
import { cleanInputs, requireInputs } from '../provider/inputs';
import { valueAt } from '../provider/path';
import { prepareDraft } from '../provider/prepare';
import { runStep } from '../provider/run-step';
import { baseScope } from '../provider/scope';
import { expandText, type Scope } from '../provider/template';
import { processTokenAnswer } from '../provider/token-answer';
import type { Connections, Known } from './connections';
import type { Notes } from './notes';
import type { PermissionGate } from './permission-gate';
import type { Reach } from './reach';
import type { Views } from './views';
import type { World } from './world';

/** Personal access tokens at the provider: list, create, revoke, with the connection's own token. */
export function createInventory(
  { vault, now, lock }: World,
  parts: { connections: Connections; gate: PermissionGate; views: Views; notes: Notes; reach: Reach },
) {
  const { connections, gate, views, notes, reach } = parts;

  const open = async (id: string) => {
    const known = await connections.find(id);
    const { inventory } = known.provider;
    if (!inventory) throw new TokenfillError('unknown_connection');
    if (known.locked) throw new TokenfillError('locked');
    if (!known.secrets) throw new TokenfillError('secret_missing');
    return { known, inventory };
  };

  /** One request; never repeated on its own. @throws TokenfillError `permission_missing` naming the hosts to ask for */
  const send = async (
    { connection, secrets, provider }: Known,
    step: Step,
    more: Record<string, Record<string, string>>,
  ) => {
    const inputs = { ...connection.inputs, ...secrets };
    const scope: Scope = { ...baseScope(provider, connection.regionId, inputs), ...more };
    const missing = await gate.missing(stepOrigins([step], scope));
    if (missing.length > 0) throw new TokenfillError('permission_missing', { detail: missing.join(', ') });
    return runStep(
      step,
      scope,
      {
        refusals: provider.refusals,
        secrets: Object.values(secrets ?? {}),
        allowHttp: connection.allowHttp,
        repeats: 'harmless',
      },
      reach(),
    );
  };

  const list = async (id: string): Promise<readonly InventoryItem[]> => {
    const { known, inventory } = await open(id);
    const answer = valueAt(await send(known, inventory.list.step, {}), inventory.list.itemsAt);
    if (!Array.isArray(answer)) throw new TokenfillError('bad_response');
    return answer.map((item: unknown) => itemOf(item, inventory.list));
  };

  /** Creates a token and keeps it as a connection of its own before success is said (docs/decisions/0005). */
  const create = (id: string, typed: Readonly<Record<string, string>>): Promise<ConnectionView> =>
    lock(`create:${id}`, async () => {
      const { known, inventory } = await open(id);
      const values = cleanInputs(inventory.create.inputs, typed);
      requireInputs(inventory.create.inputs, values);
      const answer = await send(known, inventory.create.step, { create: values });
      const rule = { accessToken: { at: [inventory.create.tokenAt] } };
      const created = readCreated(() => processTokenAnswer(rule, { answer, scope: {}, inputs: {}, now: now() }));
      const newId = await keep(known, inventory, values, created);
      const view = await views.viewOf(newId);
      if (!view) throw new TokenfillError('storage_failed');
      return view;
    });

  const keep = async (known: Known, inventory: Inventory, values: Secrets, created: Token): Promise<string> => {
    const { becomes } = inventory.create;
    const { provider, connection } = known;
    const { method } = connections.definitionOf(provider.id, becomes.method);
    const scope: Scope = { inputs: connection.inputs, create: values, created: { token: created.accessToken } };
    const inputs = Object.fromEntries(
      Object.entries(becomes.inputs).map(([name, template]) => [name, expandText(template, scope)]),
    );
    const { regionId, allowHttp, origins } = connection;
    const draft = { providerId: provider.id, methodId: method.id, regionId, allowHttp, origins, inputs };
    const id = crypto.randomUUID();
    const prepared = prepareDraft(
      { ...draft, id, label: expandText(becomes.label, scope) },
      { provider, method, now: now() },
    );
    const source = { answer: undefined, scope: { inputs: prepared.inputs }, inputs: prepared.inputs, now: now() };
    await vault.write({ ...prepared, token: processTokenAnswer(method.token, source) });
    await notes.changed();
    return id;
  };

  const revoke = async (id: string, tokenId: string): Promise<void> => {
    const { known, inventory } = await open(id);
    await send(known, inventory.revoke, { item: { id: tokenId } });
  };

  return { list, create, revoke };
}

/** A token that was created but cannot be read is a stray at the provider, not a failure to create one. */
function readCreated(read: () => Token): Token {
  try {
    return read();
  } catch (error) {
    throw new TokenfillError('unknown_outcome', {}, error);
  }
}

function itemOf(item: unknown, rule: Inventory['list']): InventoryItem {
  const expiresAt = parseDate(valueAt(item, rule.expiresAt));
  return {
    id: textOf(valueAt(item, rule.idAt)),
    name: textOf(valueAt(item, rule.nameAt)),
    createdAt: parseDate(valueAt(item, rule.createdAt)),
    expiresAt: expiresAt === undefined ? undefined : Math.min(expiresAt, NEVER),
    columns: rule.columns.map(({ label, at, words }) => {
      const text = textOf(valueAt(item, at));
      return [label, words && Object.hasOwn(words, text) ? (words[text] ?? text) : text] as const;
    }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 300) : '';
}
