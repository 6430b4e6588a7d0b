import type { ConnectionView } from '../../lib/domain/connection';
import type { VaultView } from '../../lib/domain/view';
import { DamagedRecords } from '../security/damaged-records';
import { Missing } from '../security/missing';
import { Trouble } from '../security/trouble';
import type { Activity } from '../tasks/use-activity';
import { ClosedCard } from '../vault/closed-card';

export interface AttentionProps {
  readonly vault: VaultView;
  readonly connections: readonly ConnectionView[];
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
  readonly onRetype: (view: ConnectionView) => void;
  readonly onForget: () => void;
}

/** What stands between the user and the secrets, before all else. */
export function Attention({ vault, connections, activity, reload, onRetype, onForget }: AttentionProps) {
  const shared = { activity, reload };
  if (vault.trouble) return <Trouble {...shared} vault={vault} onForget={onForget} />;
  return (
    <>
      <Missing {...shared} vault={vault} />
      <ClosedCard {...shared} vault={vault} onForgot={onForget} />
      <DamagedRecords {...shared} vault={vault} connections={connections} onRetype={onRetype} />
    </>
  );
}
