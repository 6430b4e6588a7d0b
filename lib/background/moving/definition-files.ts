import { reachOf } from '../../definitions/addresses';
import { readDefinitionFile, writeDefinitionFile } from '../../definitions/definition-file';
import type { DefinitionCheck, FoundDefinition } from '../../definitions/file-view';
import type { Problem } from '../../definitions/problem';
import type { Connection } from '../../domain/connection';
import { TokenfillError } from '../../domain/errors';
import { bindingOf } from '../../provider/binding';
import type { ProviderDefinition } from '../../provider/definition';
import { revised } from '../../vault/revised';
import type { Entry } from '../../vault/vault';
import { allOrNothing } from '../world/all-or-nothing';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';

/**
 * Own definitions as files. Reading one asks nobody: hosts are shown, stored is what the user confirms, and the first request is
 * sent by a connection's own form. Nothing in a file binds a page or opens a secret.
 *
 * @see docs/decisions/0045-definition-files.md
 */
export function createDefinitionFiles({ definitions, managed, vault, providers }: World, notes: Notes) {
  const look = async (text: string): Promise<DefinitionCheck> => {
    const { definitions: read, problems } = readDefinitionFile(text);
    const connections = await vault.list();
    const fixed = read.filter(({ id }) => managed.defines(id));
    return {
      found: read.map((definition) => foundAs(definition, connections)),
      problems: [...problems, ...fixed.map(({ id }): Problem => ({ path: id, code: 'managed_definition' }))],
    };
  };

  const foundAs = (definition: ProviderDefinition, connections: readonly Connection[]): FoundDefinition => {
    const stored = definitions.own().find(({ id }) => id === definition.id);
    const reach = reachOf(definition);
    const before = stored ? reachOf(stored).origins : [];
    return {
      definition,
      state: stored ? (JSON.stringify(stored) === JSON.stringify(definition) ? 'same' : 'changed') : 'new',
      reach,
      gone: before.filter((origin) => !reach.origins.includes(origin)),
      asksAgain: unsealed([definition], connections).map(({ label }) => label),
    };
  };

  /** Connections whose secrets are sealed for something else once these definitions are stored. */
  const unsealed = (next: readonly ProviderDefinition[], connections: readonly Connection[]) => {
    const ids = new Set(next.map(({ id }) => id));
    const after = [...providers().filter(({ id }) => !ids.has(id)), ...next];
    return connections.filter(
      (one) => ids.has(one.providerId) && bindingOf(providers(), one) !== bindingOf(after, one),
    );
  };

  /**
   * Stores all of a text, or nothing. Secrets of connections that would now be sent elsewhere are forgotten: the vault would not
   * open them any more (`bindingOf`). `confirmed`: private addresses that the user has said yes to, by name.
   *
   * @throws TokenfillError the first problem's code with its path, `definition_private_address` with the addresses, `locked`,
   * `definitions_full`, `storage_full`
   */
  const store = async (text: string, confirmed: readonly string[]): Promise<void> => {
    const { found, problems } = await look(text);
    const [problem] = problems;
    if (problem) throw new TokenfillError(problem.code, { detail: problem.path });
    const inside = found.flatMap(({ reach }) => reach.inside).filter((origin) => !confirmed.includes(origin));
    if (inside.length > 0) throw new TokenfillError('definition_private_address', { detail: inside.join(' ') });
    const next = found.map(({ definition }) => definition);
    const unsealing = await readAll(unsealed(next, await vault.list()));
    // Secrets first: once the definition is another one, the vault no longer opens them to give them back.
    await allOrNothing([
      ...unsealing.map((entry) => async () => {
        await vault.write(revised({ connection: entry.connection }, entry.connection.rev + 1));
        return () => vault.write(revised(entry, entry.connection.rev + 2));
      }),
      async () => {
        await definitions.write(...next);
        return async () => undefined;
      },
    ]);
    await notes.changed();
  };

  /** The entries of these connections. @throws TokenfillError `locked` */
  const readAll = async (connections: readonly Connection[]): Promise<readonly Entry[]> => {
    const entries = (await Promise.all(connections.map(({ id }) => vault.read(id)))).filter(
      (entry) => entry !== undefined,
    );
    if (entries.some(({ locked }) => locked)) throw new TokenfillError('locked');
    return entries;
  };

  return {
    look,
    store,
    /** The text of a file with these own definitions; all that are the user's when none is named. */
    write: (ids: readonly string[]): string =>
      writeDefinitionFile(
        ids.length === 0 ? definitions.stored() : definitions.own().filter(({ id }) => ids.includes(id)),
      ),
  };
}
