import { text } from '../../lib/text';
import { useVault } from '../vault/use-vault';

/** In session mode a created token is lost with the browser: said before it is created. */
export function LostNote() {
  const { value: vault } = useVault();
  return vault && (vault.mode === 'session' || vault.mode === 'unset') ? (
    <p class="note">{text('created_lost_note')}</p>
  ) : null;
}
