import { combine } from '../../../lib/curl/combine';
import { parseCurl } from '../../../lib/curl/parse-curl';
import { recognise } from '../../../lib/curl/recognise';

/** What a text comes to, short enough to be read in a fixture: a star marks a secret. */
export function outcomeOf(text: string) {
  const combined = combine(parseCurl(text).map(recognise));
  if (!combined) throw new Error('A text that parses has a request.');
  const { kind, steps, inputs, values, notes, tokenPath, server } = combined;
  return {
    kind,
    steps: steps.map(({ id: _, method, url, ...rest }) => ({ request: `${method} ${url}`, ...rest })),
    inputs: inputs.map(({ name, label, secret }) => `${name}${secret ? '*' : ''}: ${label}`),
    ...(Object.keys(values).length > 0 ? { values } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(tokenPath === undefined ? {} : { tokenPath }),
    ...(server === undefined ? {} : { server }),
  };
}
