import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { openOptions } from '../browser-actions';
import { FailureAlert } from '../failure/failure-alert';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import type { Activity } from '../tasks/use-activity';
import { ClosedCard } from '../vault/closed-card';

export interface VaultGateProps {
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<void>;
}

/** What must be done before any secret can be used: unlock, or see in the options what is wrong. */
export function VaultGate({ vault, activity, reload }: VaultGateProps) {
  if (vault.trouble) {
    return (
      <FailureAlert failure={{ code: vault.trouble }}>
        <Button onClick={openOptions}>{text('trouble_open')}</Button>
      </FailureAlert>
    );
  }
  return (
    <>
      {vault.missing && <MissingAlert />}
      <ClosedCard vault={vault} activity={activity} reload={reload} onForgot={openOptions} />
    </>
  );
}

function MissingAlert() {
  return (
    <div class="alert" role="alert">
      <Icon name="warning" />
      <div class="alert-body">
        <p class="alert-text">{text('missing_popup')}</p>
        <div class="alert-actions">
          <Button onClick={openOptions}>{text('trouble_open')}</Button>
        </div>
      </div>
    </div>
  );
}
