import type { ConnectionView } from '../../lib/domain/connection';
import { useNow } from '../parts/use-now';
import { statusText } from './status-text';

/** A connection's state in words, true for as long as the screen is open. */
export function Status({ view }: { readonly view: ConnectionView }) {
  return <>{statusText(view, useNow())}</>;
}
