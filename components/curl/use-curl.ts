import { useMemo, useState } from 'preact/hooks';
import { trialDefinition } from '../../lib/curl/build-definition';
import type { TrialView } from '../../lib/curl/trial-view';
import { cleanInputs, type InputProblem, inputProblems } from '../../lib/provider/inputs';
import {
  type CurlEdits,
  type CurlPage,
  choiceIn,
  identityFor,
  needsHttp,
  originsOf,
  readBoth,
  readCommands,
  valuesOf,
} from './curl-model';

const NOTHING: CurlEdits = { text: '', typed: {}, allowHttp: 'off' };

/** State of the screen: what was pasted, typed and chosen, and the answer of the last test run while it still belongs to that. */
export function useCurl(page: CurlPage | undefined) {
  const [edits, setEdits] = useState<CurlEdits>(NOTHING);
  const [trial, setTrial] = useState<TrialView>();
  const [problems, setProblems] = useState<readonly InputProblem[]>([]);
  const [random] = useState(() => crypto.randomUUID());
  const first = useMemo(() => readCommands(edits.text), [edits.text]);
  const both = useMemo(() => readBoth(edits.text, edits.second ?? ''), [edits.text, edits.second]);
  const combined = both.state === 'read' ? both.combined : first.state === 'read' ? first.combined : undefined;
  const values = combined ? valuesOf(combined, edits, page) : {};
  const origins = combined ? originsOf(combined, values) : [];
  const identity = identityFor(origins, page, random);

  /** Whatever is sent differently makes the last answer another request's. */
  const change = (more: Partial<CurlEdits>) => {
    setEdits((before) => ({ ...before, ...more }));
    setTrial(undefined);
    setProblems([]);
  };
  return {
    edits,
    first,
    second: both,
    combined,
    values,
    origins,
    identity,
    trial,
    problems,
    http: needsHttp(origins) ? edits.allowHttp : ('hidden' as const),
    choices: combined && trial?.stage === 'answered' ? choiceIn(combined, trial, edits, page) : undefined,
    definition: () => combined && trialDefinition(identity, combined),
    change,
    type: (name: string, value: string) => change({ typed: { ...edits.typed, [name]: value } }),
    /** Reads the same answer another way. */
    choose: (more: Pick<CurlEdits, 'leaf' | 'place' | 'label'>) => setEdits((before) => ({ ...before, ...more })),
    answered: setTrial,
    /** Shows what is missing; the names of those inputs. */
    check: (): readonly string[] => {
      const found = combined ? inputProblems(combined.inputs, cleanInputs(combined.inputs, values)) : [];
      setProblems(found);
      return found.map(({ name }) => name);
    },
  };
}
export type Curl = ReturnType<typeof useCurl>;
