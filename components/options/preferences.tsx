import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../../lib/domain/errors';
import { text } from '../../lib/text';
import { readPageButton, writePageButton } from '../browser-actions';
import { FailureAlert } from '../failure/failure-alert';
import { Checkbox } from '../parts/checkbox';
import { BareHosts } from './bare-hosts';

export function Preferences() {
  const [button, setButton] = useState<'on' | 'off'>('on');
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    void readPageButton().then(setButton);
  }, []);
  const change = (wanted: 'on' | 'off') => {
    setButton(wanted);
    setFailure(undefined);
    writePageButton(wanted).catch(() => {
      setButton(button);
      setFailure({ code: 'storage_failed' });
    });
  };
  return (
    <section aria-labelledby="preferences">
      <h2 id="preferences">{text('options_preferences')}</h2>
      <Checkbox
        id="page-button"
        label={text('options_button')}
        help={text('options_button_help')}
        checked={button}
        onChange={change}
      />
      {failure && <FailureAlert failure={failure} />}
      <BareHosts />
    </section>
  );
}
