import type { Connection } from '../../domain/connection';
import { TokenfillError } from '../../domain/errors';
import { effectiveOrigins, storedOrigins } from '../../domain/managed';
import type { VaultMode } from '../../domain/view';
import type { Entry, Vault, VaultKeeper } from '../../vault/vault';
import type { Managed } from './managed';

interface Kept {
  readonly vault: Vault;
  readonly keeper: VaultKeeper;
}

/**
 * The vault as the organization's policy lets it be seen. While a passphrase is required and there is none, it is as good as
 * locked: nothing secret comes out or goes in, whoever asks, and nothing is lost. Bound origins are the user's with the policy's;
 * only the user's are stored.
 *
 * @see docs/decisions/0046-managed-storage.md
 */
export function underPolicy({ vault, keeper }: Kept, managed: Managed): Kept & { readonly unbound: Vault } {
  const due = () => passphraseDue(keeper, managed);
  const held = heldBack(vault, due);
  return { vault: withPages(held, managed), keeper: heldKeeper(keeper, managed, due), unbound: held };
}

type Due = () => ReturnType<typeof passphraseDue>;

/** Whether a passphrase is required and there is none: because nothing is kept yet, or because it is kept in another way. */
export async function passphraseDue(
  keeper: Pick<VaultKeeper, 'mode'>,
  managed: Pick<Managed, 'rules'>,
): Promise<'no' | 'unset' | 'other mode'> {
  if (managed.rules().passphrase !== 'required') return 'no';
  const mode = await keeper.mode();
  if (mode === 'passphrase') return 'no';
  return mode === 'unset' ? 'unset' : 'other mode';
}

/** @throws TokenfillError `managed_passphrase` for another way of keeping secrets where one is required */
export function requirePassphrase(mode: VaultMode | undefined, managed: Pick<Managed, 'rules'>): void {
  const other = mode !== undefined && mode !== 'passphrase';
  if (other && managed.rules().passphrase === 'required') throw new TokenfillError('managed_passphrase');
}

const hasSecret = ({ secrets = {}, token }: Entry) => token !== undefined || Object.keys(secrets).length > 0;

function heldBack(vault: Vault, due: Due): Vault {
  const requireNoneDue = async () => {
    if ((await due()) !== 'no') throw new TokenfillError('managed_passphrase');
  };
  return {
    ...vault,
    read: async (id) => {
      const entry = await vault.read(id);
      const how = entry ? await due() : 'no';
      if (!entry || how === 'no') return entry;
      return how === 'other mode' || hasSecret(entry) ? { connection: entry.connection, locked: true } : entry;
    },
    write: async (entry) => {
      if ((await due()) === 'other mode' || hasSecret(entry)) await requireNoneDue();
      await vault.write(entry);
    },
    change: async (id, edit) => {
      if ((await due()) === 'other mode') await requireNoneDue();
      return vault.change(id, edit);
    },
    writeToken: async (id, token, secrets) => {
      await requireNoneDue();
      await vault.writeToken(id, token, secrets);
    },
  };
}

function withPages(vault: Vault, managed: Managed): Vault {
  const bound = (connection: Connection): Connection => {
    const pages = managed.pagesOf(connection.providerId);
    return pages ? { ...connection, origins: effectiveOrigins(connection.origins, pages) } : connection;
  };
  return {
    ...vault,
    list: async () => (await vault.list()).map(bound),
    read: async (id) => {
      const entry = await vault.read(id);
      return entry && { ...entry, connection: bound(entry.connection) };
    },
    write: async (entry) => {
      const { connection } = entry;
      const pages = managed.pagesOf(connection.providerId);
      const before = pages && (await vault.read(connection.id))?.connection.origins;
      // One that is new, or comes back, has only its user's in it: nobody has read the policy's out of it yet.
      const origins = before ? storedOrigins(connection.origins, before, pages) : connection.origins;
      await vault.write({ ...entry, connection: { ...connection, origins } });
    },
    change: async (id, edit) => {
      const changed = await vault.change(id, edit);
      return changed && bound(changed);
    },
  };
}

function heldKeeper(keeper: VaultKeeper, managed: Managed, due: Due): VaultKeeper {
  return {
    ...keeper,
    state: async () => {
      const state = await keeper.state();
      return (await due()) === 'other mode' ? { ...state, locked: true } : state;
    },
    choose: async (mode, passphrase) => {
      requirePassphrase(mode, managed);
      await keeper.choose(mode, passphrase);
    },
    changeMode: async (mode, more) => {
      requirePassphrase(mode, managed);
      await keeper.changeMode(mode, more);
    },
  };
}
