import { useState } from 'preact/hooks';
import type { Leaf } from '../../lib/curl/answer-leaves';
import { placeId, type TokenPlace } from '../../lib/curl/places';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { RadioGroup } from '../parts/radio-group';
import { tokenUntil } from '../parts/times';

export interface TokenChoiceProps {
  readonly formId: string;
  readonly legend: string;
  readonly leaves: readonly Leaf[];
  readonly chosen: string | undefined;
  readonly onChoose: (path: string) => void;
}

/** Fields of the answer, masked: the likely ones, or all when asked or when none is likely. */
export function TokenChoice({ formId, legend, leaves, chosen, onChoose }: TokenChoiceProps) {
  const [shown, setShown] = useState<'likely' | 'all'>('likely');
  const likely = leaves.filter(({ rank, path }) => rank !== undefined || path === chosen);
  const offered = shown === 'all' || likely.length === 0 ? leaves : likely;
  const single = offered.length === 1 ? offered[0] : undefined;
  return (
    <div class="curl-answer">
      {single && (
        <p>
          {legend}: <code>{nameOf(single)}</code>
        </p>
      )}
      {single && <p class="note">{summaryOf(single)}</p>}
      <RadioGroup
        legend={legend}
        group={`${formId}-leaf`}
        choices={offered.map((leaf) => ({ id: leaf.path, name: nameOf(leaf), summary: summaryOf(leaf) }))}
        chosen={chosen}
        onChoose={onChoose}
      />
      {offered.length < leaves.length && (
        <Button kind="link" class="curl-again" onClick={() => setShown('all')}>
          {text('curl_other_fields', leaves.length - offered.length)}
        </Button>
      )}
    </div>
  );
}

const nameOf = ({ path }: Leaf): string => (path === '' ? text('curl_whole_answer') : path);

function summaryOf({ masked, rank, expiresAt }: Leaf): string {
  return rank === undefined ? masked : `${masked} · ${tokenUntil(expiresAt, Date.now())}`;
}

export interface PlaceChoiceProps {
  readonly id: string;
  readonly places: readonly TokenPlace[];
  readonly chosen: TokenPlace;
  readonly onChoose: (id: string) => void;
}

/** Where the token goes on a request; the page's own scheme comes first. */
export function PlaceChoice({ id, places, chosen, onChoose }: PlaceChoiceProps) {
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{text('curl_place')}</label>
      </div>
      <select id={id} value={placeId(chosen)} onInput={(event) => onChoose(event.currentTarget.value)}>
        {places.map((place) => (
          <option key={placeId(place)} value={placeId(place)} selected={place === chosen}>
            {`${place.name}${place.in === 'query' ? '=' : ': '}${place.prefix}${text('curl_place_token')}`}
          </option>
        ))}
      </select>
    </div>
  );
}
