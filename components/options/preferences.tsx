import { useEffect, useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { readPageButton, writePageButton } from '../browser-actions';
import { Checkbox } from '../parts/checkbox';
import { BareHosts } from './bare-hosts';

export function Preferences() {
  const [button, setButton] = useState<'on' | 'off'>('on');
  useEffect(() => {
    void readPageButton().then(setButton);
  }, []);
  const change = (wanted: 'on' | 'off') => {
    setButton(wanted);
    void writePageButton(wanted);
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
      <BareHosts />
    </section>
  );
}
