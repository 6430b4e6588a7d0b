import { useEffect, useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { forgetBareHost, readBareHosts } from '../browser-actions';
import { Button } from '../parts/button';

/** Servers for which the user switched `Origin` off, and the way back. Nothing to see until there is one. */
export function BareHosts() {
  const [hosts, setHosts] = useState<readonly string[]>([]);
  const look = () => readBareHosts().then(setHosts);
  useEffect(() => {
    void look();
  }, []);
  if (hosts.length === 0) return null;
  return (
    <div class="origins">
      <h3 id="bare-hosts">{text('options_bare')}</h3>
      <p class="field-help">{text('options_bare_help')}</p>
      <ul aria-labelledby="bare-hosts">
        {hosts.map((origin) => (
          <li key={origin}>
            <code>{origin}</code>
            <Button
              kind="quiet"
              name={text('options_bare_stop_at', origin)}
              onClick={() => void forgetBareHost(origin).then(look)}
            >
              {text('options_bare_stop')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
