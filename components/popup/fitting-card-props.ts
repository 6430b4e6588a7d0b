import type { ConnectionView } from '../../lib/domain/connection';
import type { ConnectionActions } from '../card/connection-menu';
import type { PopupContext } from './popup-context';

export interface FittingCardProps {
  readonly view: ConnectionView;
  /** The first card carries the primary button. */
  readonly position: 'first' | 'row';
  readonly context: PopupContext;
  readonly actions: ConnectionActions;
}
