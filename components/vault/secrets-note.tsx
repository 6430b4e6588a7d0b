import type { VaultMode } from '../../lib/domain/view';
import type { Method } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { keptText } from './modes';

export interface SecretsNoteProps {
  readonly method: Pick<Method, 'becomes'>;
  /** How secrets are kept, or will be by the choice on the form. */
  readonly mode: VaultMode;
  /** `asked`: the form itself says how secrets are kept. */
  readonly choice: 'asked' | 'made';
}

/** How the secrets of this form are kept, before they are given; first of all, what is shown once and could be lost. */
export function SecretsNote({ method, mode, choice }: SecretsNoteProps) {
  const lost = method.becomes && (mode === 'session' || mode === 'unset');
  const parts = [
    ...(method.becomes ? [text('form_once_note')] : []),
    ...(lost ? [text('created_lost_note')] : []),
    ...(!lost && choice === 'made' ? [keptText(mode)] : []),
  ];
  return parts.length > 0 ? <p class="note">{parts.join(' ')}</p> : null;
}
