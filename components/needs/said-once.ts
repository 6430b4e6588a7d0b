import type { ConnectionView } from '../../lib/domain/connection';
import type { Need } from '../../lib/domain/need';
import type { Activity } from '../tasks/use-activity';

/** The needs that no alert on the screen says already: refused a moment ago, it says so itself, with the button that leads on. */
export function unsaidNeeds(needs: readonly Need[], failed: Activity['failed']): readonly Need[] {
  return needs.filter((need) => !failed || !isAbout(need, failed.subject, failed.failure.code));
}

/** Whether what a connection's last try came to stands among these needs. */
export function isSaid(needs: readonly Need[], { connection, lastFailure }: ConnectionView): boolean {
  return needs.some((need) => isAbout(need, connection.id, lastFailure?.code));
}

function isAbout(need: Need, connectionId: string, code: string | undefined): boolean {
  return need.what === 'renewal_stopped' && need.connectionId === connectionId && need.code === code;
}
