import type { Connection, Draft } from '../../domain/connection';
import { TokenfillError } from '../../domain/errors';
import { originOf } from '../../domain/origin';
import type { Method, ProviderDefinition } from '../../provider/definition';
import { type Prepared, prepareDraft } from '../../provider/prepare';
import { findMethod } from '../../provider/registry';
import type { Entry } from '../../vault/vault';
import { areasOf } from '../world/areas';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';

/** An entry with the definition that explains it. */
export interface Known extends Entry {
  readonly provider: ProviderDefinition;
  readonly method: Method;
}

/** How long a removed connection can be brought back, ms. */
export const UNDO_TIME = 60_000;

/** Connections: find, prepare, change, remove with undo. */
export function createConnections({ vault, providers, managed, now, browser }: World, notes: Notes) {
  const { session } = areasOf(browser);
  const definitionOf = (providerId: string, methodId: string) => {
    const provider = providers().find((candidate) => candidate.id === providerId);
    const method = findMethod(provider, methodId);
    if (!provider || !method) throw new TokenfillError('unknown_connection');
    return { provider, method };
  };

  const find = async (id: string): Promise<Known> => {
    const entry = await vault.read(id);
    if (!entry) throw new TokenfillError('unknown_connection');
    return { ...entry, ...definitionOf(entry.connection.providerId, entry.connection.methodId) };
  };

  /** A draft, cleaned and checked against what is stored. Stores nothing. */
  const prepare = async (
    draft: Draft,
  ): Promise<Prepared & { provider: ProviderDefinition; method: Method; entry: Entry | undefined }> => {
    const definition = definitionOf(draft.providerId, draft.methodId);
    const entry = await vault.read(draft.id);
    if (entry && draft.rev !== undefined && draft.rev !== entry.connection.rev) throw new TokenfillError('conflict');
    return { ...definition, entry, ...prepareDraft(draft, { ...definition, stored: entry, now: now() }) };
  };

  /** Changes the plain part of a connection; secrets and token stay. */
  const change = async (id: string, edit: (connection: Connection) => Partial<Connection>) => {
    if (!(await vault.change(id, edit))) throw new TokenfillError('unknown_connection');
    await notes.changed();
  };

  const bin = (id: string) => `bin:${id}`;

  /** Also one whose provider is gone. */
  const known = async (id: string): Promise<Connection | undefined> => (await vault.read(id))?.connection;

  return {
    find,
    known,
    prepare,
    definitionOf,

    bind: (id: string, text: string) => {
      const origin = originOf(text);
      if (origin === undefined) throw new TokenfillError('opaque_origin');
      return change(id, ({ origins }) => ({ origins: [...new Set([...origins, origin])] }));
    },
    unbind: (id: string, origin: string) =>
      change(id, ({ origins }) => ({ origins: origins.filter((bound) => bound !== origin) })),
    allowServer: (id: string, text: string) => {
      const server = originOf(text);
      if (server === undefined) throw new TokenfillError('bad_address');
      return change(id, ({ servers }) => ({ servers: [...new Set([...servers, server])] }));
    },

    /**
     * The removed entry waits in session storage: the same place, and no longer, than its secrets lived in anyway. One whose
     * token was ended is not worth waiting for.
     */
    remove: async (id: string, undo: 'can be undone' | 'final' = 'can be undone') => {
      const entry = await vault.remove(id);
      if (!entry) throw new TokenfillError('unknown_connection');
      if (undo === 'can be undone') await session.set({ [bin(id)]: { entry, at: now() } });
      await notes.changed();
    },
    /** Those that need this definition. @throws TokenfillError `managed_definition`: it is not for its user to remove */
    definedBy: async (definitionId: string): Promise<readonly Connection[]> => {
      if (managed.defines(definitionId)) throw new TokenfillError('managed_definition');
      return (await vault.list()).filter(({ providerId }) => providerId === definitionId);
    },
    undoRemove: async (id: string) => {
      const stored = (await session.get(bin(id)))[bin(id)] as { entry: Entry; at: number } | undefined;
      if (!stored || now() - stored.at > UNDO_TIME) throw new TokenfillError('unknown_connection');
      await vault.write({ ...stored.entry, connection: { ...stored.entry.connection, rev: 1 } });
      await session.remove(bin(id));
      await notes.changed();
    },
    /** Forgets what can no longer be brought back, at every wake; `everything` when the vault is locked. */
    emptyBin: async (what: 'what is over' | 'everything' = 'what is over') => {
      const stored = await session.get(null);
      const isOver = (value: unknown) => what === 'everything' || now() - (value as { at: number }).at > UNDO_TIME;
      const old = Object.entries(stored)
        .filter(([key, value]) => key.startsWith(bin('')) && isOver(value))
        .map(([key]) => key);
      if (old.length > 0) await session.remove(old);
    },
  };
}
export type Connections = ReturnType<typeof createConnections>;
