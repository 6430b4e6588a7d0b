import type { PendingTrial } from '../../lib/curl/trial-view';
import type { VaultView } from '../../lib/domain/view';
import type { Activity } from '../tasks/use-activity';
import type { CurlPage } from './curl-model';
import type { Curl } from './use-curl';

export interface CurlScreenProps {
  /** Of the connection to be. */
  readonly id: string;
  readonly vault: VaultView | undefined;
  /** Undefined on the options page. */
  readonly page: CurlPage | undefined;
  /** A test run that a popup was closed over. */
  readonly pending?: PendingTrial | undefined;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
  /** It is a connection now. */
  readonly onKept: () => void;
  readonly onBusy?: () => void;
}

export interface PartProps {
  readonly curl: Curl;
  readonly formId: string;
}
