import type { Connection } from '../domain/connection';
import { z } from '../zod';
import { parse } from './records';
import type { VaultWorld } from './vault-world';

export type Bindings = Pick<VaultWorld, 'bindingOf' | 'mayReseal'>;

/** `own`: what the connection says; `where`: what the provider's definition makes of it. */
const Binding = z.strictObject({ own: z.string(), where: z.string() });

/**
 * What a secret is kept for, as canonical text: everything in the connection but its name, revision and age, and the addresses
 * that the definition makes of it.
 */
export function bindingText({ bindingOf }: Bindings, connection: Connection): string {
  const { providerId, methodId, regionId, inputs, origins, servers, allowHttp } = connection;
  const entries = Object.keys(inputs)
    .sort()
    .map((name) => [name, inputs[name]]);
  const lists = [entries, [...origins].sort(), [...servers].sort()];
  const own = JSON.stringify([providerId, methodId, regionId ?? null, ...lists, allowHttp]);
  return JSON.stringify({ own, where: bindingOf(connection) });
}

/**
 * Whether what was kept for `keptFor` may be used with the connection as it is now. Only a definition may move lawfully:
 * where the connection itself differs from what was sealed, somebody else edited it. A connection that no binding can be
 * made of (its provider is gone) counts as changed: it must not stop the others from being listed.
 */
export function compareBinding(
  bindings: Bindings,
  keptFor: string,
  connection: Connection,
): 'same' | 'moved' | 'changed' {
  try {
    const now = bindingText(bindings, connection);
    if (keptFor === now) return 'same';
    const [before, today] = [read(keptFor), read(now)];
    if (!before || !today || before.own !== today.own) return 'changed';
    return bindings.mayReseal(before.where, today.where) ? 'moved' : 'changed';
  } catch {
    return 'changed';
  }
}

function read(text: string) {
  return parse(Binding, JSON.parse(text));
}
