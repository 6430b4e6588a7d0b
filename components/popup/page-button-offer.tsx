import { useEffect, useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { hasHost, readPageButton, requestHosts } from '../browser-actions';
import { Button } from '../parts/button';

/** After a fill: one click less the next time, for those who want it. Asks for this page's host and nothing else. */
export function PageButtonOffer({ origin }: { readonly origin: string }) {
  const [state, setState] = useState<'unknown' | 'offered' | 'granted' | 'refused'>('unknown');
  useEffect(() => {
    void Promise.all([hasHost(origin), readPageButton()]).then(([granted, wanted]) =>
      setState(granted || wanted === 'off' ? 'unknown' : 'offered'),
    );
  }, [origin]);
  if (state === 'granted') return <p class="offer">{text('page_button_on')}</p>;
  if (state !== 'offered') return null;
  const request = () => void requestHosts([origin]).then((granted) => setState(granted ? 'granted' : 'refused'));
  return (
    <div class="offer">
      <Button kind="link" onClick={request}>
        {text('show_page_button')}
      </Button>
      <p>{text('show_page_button_help')}</p>
    </div>
  );
}
