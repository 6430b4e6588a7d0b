import type { VaultView } from '../../lib/domain/view';
import { PassphraseDue } from './passphrase-due';
import { UnlockCard, type UnlockCardProps } from './unlock-card';

/** What stands before a vault that gives nothing out: its passphrase, or that it must get one. */
export function ClosedCard({ vault, ...props }: UnlockCardProps & { readonly vault: VaultView }) {
  if (!vault.locked) return null;
  return isDue(vault) ? <PassphraseDue {...props} /> : <UnlockCard {...props} />;
}

function isDue({ mode, rules }: VaultView): boolean {
  return rules?.passphrase === 'required' && mode !== 'passphrase';
}
