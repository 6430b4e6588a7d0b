import { useMemo, useState } from 'preact/hooks';
import { trialDefinition } from '../../lib/curl/build-definition';
import { combinedIn, identityIn } from '../../lib/curl/from-definition';
import type { PendingTrial, TrialView } from '../../lib/curl/trial-view';
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

/**
 * State of the screen: what was pasted, typed and chosen, and the answer of the last test run while it still belongs to that.
 * `pending`: what a popup that is gone had, as far as it may come back; another pasted text ends it.
 */
export function useCurl(page: CurlPage | undefined, pending: PendingTrial | undefined) {
  const [edits, setEdits] = useState<CurlEdits>(() => (pending ? editsOf(pending) : NOTHING));
  const [trial, setTrial] = useState<TrialView | undefined>(pending?.view);
  const [before, setBefore] = useState(pending);
  const earlier = useMemo(() => before && combinedIn(before.definition, before.tokenPath), [before]);
  const [problems, setProblems] = useState<readonly InputProblem[]>([]);
  const [random] = useState(() => crypto.randomUUID());
  const first = useMemo(() => readCommands(edits.text), [edits.text]);
  const both = useMemo(() => readBoth(edits.text, edits.second ?? '', earlier), [edits.text, edits.second, earlier]);
  const alone = first.state === 'read' ? first.combined : earlier;
  const combined = both.state === 'read' ? both.combined : alone;
  const values = combined ? valuesOf(combined, edits, page) : {};
  const origins = combined ? originsOf(combined, values) : [];
  const identity = before ? identityIn(before.definition) : identityFor(origins, page, random);
  const kept = (before?.kept ?? []).filter((name) => !edits.typed[name]);

  /** Whatever is sent differently makes the last answer another request's. */
  const change = (more: Partial<CurlEdits>) => {
    setEdits((before) => ({ ...before, ...more }));
    setTrial(undefined);
    setProblems([]);
    if (more.text !== undefined) setBefore(undefined);
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
    /** Names of secrets that the background still has from before. */
    kept,
    http: needsHttp(origins) ? edits.allowHttp : ('hidden' as const),
    choices: combined && trial?.stage === 'answered' ? choiceIn(combined, trial, edits, page) : undefined,
    definition: () => combined && trialDefinition(identity, combined),
    change,
    type: (name: string, value: string) => change({ typed: { ...edits.typed, [name]: value } }),
    /** Reads the same answer another way. */
    choose: (more: Pick<CurlEdits, 'leaf' | 'link' | 'place' | 'label'>) =>
      setEdits((before) => ({ ...before, ...more })),
    answered: setTrial,
    /** Shows what is missing; the names of those inputs. */
    check: (): readonly string[] => {
      const all = combined ? inputProblems(combined.inputs, cleanInputs(combined.inputs, values)) : [];
      const found = all.filter(({ name }) => !kept.includes(name));
      setProblems(found);
      return found.map(({ name }) => name);
    },
  };
}
function editsOf({ plain, allowHttp }: PendingTrial): CurlEdits {
  return { text: '', typed: plain, allowHttp: allowHttp ? 'on' : 'off' };
}
export type Curl = ReturnType<typeof useCurl>;
