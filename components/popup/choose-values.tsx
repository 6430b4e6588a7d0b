import { useState } from 'preact/hooks';
import type { ConnectionView } from '../../lib/domain/connection';
import { canBeMapped, type Mapping } from '../../lib/domain/mapping';
import type { SecurityScheme } from '../../lib/domain/page';
import { text } from '../../lib/text';
import type { NextStep } from '../failure/failure-next';
import { Button } from '../parts/button';
import { mapTask } from '../tasks/next-tasks';
import { type PopupContext, shownPage } from './popup-context';

/** More than a person can answer for; what is beyond stays as it is. */
const MAX_QUESTIONS = 20;

export interface ChooseValuesProps {
  readonly step: Extract<NextStep, { do: 'map' }>;
  readonly view: ConnectionView;
  readonly context: PopupContext;
}

/** Where names and types do not tell: each scheme of the page, and what of the connection goes there. Names only. */
export function ChooseValues({ step, view, context }: ChooseValuesProps) {
  const { view: tab, activity, reload } = context;
  const [mapping, setMapping] = useState<Mapping>(tab.mapping ?? {});
  const schemes = (tab.report?.schemes ?? []).filter(canBeMapped).slice(0, MAX_QUESTIONS);
  // A user name with its password goes into a scheme for them, and nowhere else.
  const values = step.values.filter((value) => value !== 'basic');
  if (schemes.length === 0 || values.length === 0) return null;
  const chosen = Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== ''));
  const save = () => void activity.start(mapTask({ view, on: shownPage(tab) }, step.origin, chosen, reload));
  return (
    <fieldset class="values">
      <legend>{text('map_legend')}</legend>
      {schemes.map((scheme) => (
        <div class="field" key={scheme.name}>
          <label for={`map-${scheme.name}`}>{labelOf(scheme)}</label>
          <select
            id={`map-${scheme.name}`}
            value={mapping[scheme.name] ?? ''}
            onChange={({ currentTarget }) => setMapping({ ...mapping, [scheme.name]: currentTarget.value })}
          >
            <option value="">{text('map_nothing')}</option>
            {values.map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        </div>
      ))}
      <Button onClick={save}>{text('map_save')}</Button>
    </fieldset>
  );
}

function labelOf({ name, in: place, parameter }: SecurityScheme): string {
  const label = parameter === undefined || parameter === name ? name : `${name} (${parameter})`;
  return place === 'query' ? text('map_query', label) : label;
}
