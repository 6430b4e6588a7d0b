import type { ArrivalView } from '../../lib/domain/moving';
import { type TextKey, text } from '../../lib/text';
import { chosenIn, InsideQuestions } from '../definitions/inside-questions';
import { Checkbox } from '../parts/checkbox';

export interface ArrivalListProps {
  readonly id: string;
  readonly arrivals: readonly ArrivalView[];
  /** Ids of connections here that the file's shall stand for. */
  readonly replace: readonly string[];
  readonly onReplace: (ids: readonly string[]) => void;
  /** Private addresses that were said yes to. */
  readonly confirmed: readonly string[];
  readonly onConfirm: (origins: readonly string[]) => void;
}

const NOTES: Readonly<Partial<Record<ArrivalView['standing'], TextKey>>> = {
  unknown: 'arrival_unknown',
  differs: 'arrival_differs',
  refused: 'arrival_refused',
};

/** What a file holds: each connection with the hosts its credentials go to and the pages it fills. */
export function ArrivalList({ id, arrivals, replace, onReplace, confirmed, onConfirm }: ArrivalListProps) {
  const coming = arrivals.filter(({ standing, id: one }) => standing === 'new' || replace.includes(one));
  const inside = [...new Set(coming.flatMap((arrival) => arrival.inside))];
  return (
    <div class="arrivals">
      <p id={`${id}-arrivals`}>{text(arrivals.length === 0 ? 'arrivals_none' : 'arrivals')}</p>
      <ul aria-labelledby={`${id}-arrivals`}>
        {arrivals.map((arrival) => {
          const note = NOTES[arrival.standing];
          return (
            <li key={arrival.id}>
              <p>
                <strong>{arrival.label}</strong> · {arrival.providerName}
              </p>
              {arrival.hosts.length > 0 && <Origins name={text('arrival_hosts')} origins={arrival.hosts} />}
              {arrival.further.length > 0 && <Origins name={text('arrival_further')} origins={arrival.further} />}
              {arrival.pages.length > 0 && <Origins name={text('arrival_pages')} origins={arrival.pages} />}
              {note && <p class="field-problem">{text(note)}</p>}
              {arrival.standing === 'here' && (
                <Checkbox
                  id={`${id}-${arrival.id}`}
                  label={text('arrival_replace', arrival.label)}
                  help={text('arrival_here')}
                  checked={replace.includes(arrival.id) ? 'on' : 'off'}
                  onChange={(checked) => onReplace(chosenIn(replace, arrival.id, checked))}
                />
              )}
            </li>
          );
        })}
      </ul>
      <InsideQuestions
        id={`${id}-inside`}
        origins={inside}
        confirmed={confirmed}
        onConfirm={(origin, answer) => onConfirm(chosenIn(confirmed, origin, answer))}
      />
    </div>
  );
}

function Origins({ name, origins }: { readonly name: string; readonly origins: readonly string[] }) {
  return (
    <p class="field-help">
      {name}{' '}
      {origins.map((origin) => (
        <code key={origin}>{origin} </code>
      ))}
    </p>
  );
}
