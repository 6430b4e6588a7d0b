import { type CopyKind, copyText } from '../../domain/copy-text';
import { TokenfillError } from '../../domain/errors';
import { apiOrigins } from '../../provider/addresses';
import { credentialsOf } from '../../provider/apply';
import type { Notes } from '../world/notes';
import type { Connections, Known } from './connections';

/** The one reply that carries a secret (SECURITY.md#copy): asked for by a click in our own page, for the clipboard. */
export function createCopy({ connections, notes }: { connections: Connections; notes: Notes }) {
  /** The server of the page that was filled last, which the gate has let pass; else the first one that is the provider's own. */
  const serverOf = async ({ provider, connection }: Known): Promise<string> => {
    const fills = (await notes.fills()).map(({ record }) => record).filter((one) => one.connectionId === connection.id);
    const [latest] = fills.sort((a, b) => b.at - a.at);
    const server = latest?.server ?? apiOrigins(provider, connection)[0] ?? connection.origins[0];
    if (server === undefined) throw new TokenfillError('bad_address');
    return server;
  };

  /** @throws TokenfillError `locked`, `sign_in_needed`, `bad_address` when nothing says where a request would go */
  return async (id: string, kind: CopyKind): Promise<string> => {
    const known = await connections.find(id);
    const { provider, method, connection, secrets, token, locked } = known;
    if (locked) throw new TokenfillError('locked');
    if (!token) throw new TokenfillError('sign_in_needed');
    const credentials = credentialsOf(provider, method, connection, secrets ?? {}, token);
    const server = kind === 'curl' ? await serverOf(known) : '';
    return copyText(kind, { credentials, token, label: connection.label, server });
  };
}
export type Copy = ReturnType<typeof createCopy>;
