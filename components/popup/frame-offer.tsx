import { useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { requestHosts } from '../browser-actions';
import { Button } from '../parts/button';
import type { PopupContext } from './popup-context';

export interface FrameOfferProps {
  readonly origin: string;
  readonly context: PopupContext;
}

/** The documentation may be in a frame of another host, which the browser lets us into only when its user says so. */
export function FrameOffer({ origin, context: { reload } }: FrameOfferProps) {
  const [answer, setAnswer] = useState<'none' | 'refused'>('none');
  const look = () =>
    void requestHosts([origin]).then((granted) => (granted ? reload() : Promise.resolve(setAnswer('refused'))));
  return (
    <div class="frame-offer">
      <p>{text('frame_offer', origin)}</p>
      <Button kind="primary" name={text('frame_look_name', origin)} onClick={look}>
        {text('frame_look')}
      </Button>
      {answer === 'refused' && <p role="status">{text('frame_refused')}</p>}
    </div>
  );
}
