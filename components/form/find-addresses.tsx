import { useState } from 'preact/hooks';
import { ask } from '../../lib/ask';
import { type Failure, failureOf } from '../../lib/domain/errors';
import { parseEndpoint } from '../../lib/domain/origin';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';
import { Button } from '../parts/button';
import { askWithHosts } from '../tasks/ask-with-hosts';
import type { FormModel } from './form-model';

export interface FindAddressesProps {
  readonly connectionId: string;
  readonly model: FormModel;
  /** Puts what the server said into the form, for everybody to see. */
  readonly onFound: (values: Readonly<Record<string, string>>) => void;
}

/** Asks the server that was named for its addresses. Nothing is saved or sent to them by this. */
export function FindAddresses({ connectionId, model, onFound }: FindAddressesProps) {
  const [state, setState] = useState<Failure | 'busy' | 'found'>();
  const { provider, method, values } = model;
  const issuer = values[method.discovery?.issuer ?? ''] ?? '';
  const origin = parseEndpoint(issuer)?.origin;
  const find = async () => {
    setState('busy');
    const request = { connectionId, providerId: provider.id, methodId: method.id, issuer };
    try {
      onFound(await askWithHosts(connectionId, origin ? [origin] : [], () => ask('discover', request)));
      setState('found');
    } catch (error) {
      setState(failureOf(error, 'unexpected'));
    }
  };
  return (
    <div class="find">
      <Button busy={state === 'busy' ? text('find_busy') : undefined} onClick={() => void find()}>
        {text('find_addresses')}
      </Button>
      <p class="field-help" role="status">
        {state === 'found' && text('find_found')}
      </p>
      {typeof state === 'object' && <FailureAlert failure={state} />}
    </div>
  );
}
