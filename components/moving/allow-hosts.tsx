import { useState } from 'preact/hooks';
import type { ArrivalOutcome } from '../../lib/domain/moving';
import { text } from '../../lib/text';
import { requestHosts } from '../browser-actions';
import { Button } from '../parts/button';

export interface AllowHostsProps {
  readonly outcome: ArrivalOutcome;
  readonly onClose: () => void;
}

/** Permissions do not travel: one question for all hosts, in one click. Each can be asked for later as well. */
export function AllowHosts({ outcome: { taken, hosts }, onClose }: AllowHostsProps) {
  const [state, setState] = useState<'asked' | 'granted' | 'refused'>('asked');
  const request = () => void requestHosts(hosts).then((granted) => setState(granted ? 'granted' : 'refused'));
  return (
    <div class="form">
      <p role="status">
        {text('done_imported', taken)} {state === 'granted' && text('hosts_granted')}
        {state === 'refused' && text('hosts_refused')}
      </p>
      {hosts.length > 0 && state !== 'granted' && (
        <ul>
          {hosts.map((origin) => (
            <li key={origin}>
              <code>{origin}</code>
            </li>
          ))}
        </ul>
      )}
      <div class="buttons">
        {hosts.length > 0 && state !== 'granted' && (
          <Button kind="primary" onClick={request}>
            {text('hosts_allow')}
          </Button>
        )}
        <Button kind="quiet" onClick={onClose}>
          {text('close')}
        </Button>
      </div>
    </div>
  );
}
