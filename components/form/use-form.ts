import { useState } from 'preact/hooks';
import type { SecurityScheme } from '../../lib/domain/page';
import type { Input } from '../../lib/provider/definition';
import { cleanInputs, type InputProblem } from '../../lib/provider/inputs';
import { anySiteInputs } from './any-site-inputs';
import { FOREIGN, type FormEdits, type FormPlace, modelOf, problemsOf } from './form-model';
import type { FormStart } from './form-start';

/** State of a form: what the user changed. What is shown is computed from it each time. */
export function useForm(given: FormStart, place: FormPlace, schemes: readonly SecurityScheme[]) {
  const [edits, setEdits] = useState<FormEdits>({ typed: {} });
  const [problems, setProblems] = useState<readonly InputProblem[]>([]);
  const [chosenScheme, chooseScheme] = useState<string>();
  const fitting = given.kind === 'new' && given.providerId === 'any-site' ? anySiteInputs(schemes) : [];
  const scheme = fitting.find((candidate) => candidate.scheme === chosenScheme) ?? fitting[0];
  const start = scheme ? { ...given, ...scheme, inputs: { ...given.inputs, ...scheme.inputs } } : given;
  const model = modelOf(start, edits, place);

  const change = (more: Partial<FormEdits>) => setEdits((before) => ({ ...before, ...more }));
  const type = (values: Readonly<Record<string, string>>) =>
    setEdits((before) => ({ ...before, typed: { ...before.typed, ...values } }));

  return {
    start,
    model,
    problems,
    schemes: fitting,
    scheme: scheme?.scheme ?? '',
    change,
    /** The values that a scheme brings replace what stood there; what was typed as a secret stays. */
    chooseScheme: (name: string) => {
      chooseScheme(name);
      setEdits(({ methodId: _, typed: { header: _h, prefix: _p, parameter: _q, ...typed }, ...rest }) => ({
        ...rest,
        typed,
      }));
    },
    setInput: (name: string, value: string) => {
      type({ [name]: value });
      setProblems((before) => before.filter((problem) => problem.name !== name));
    },
    /** For those servers only: an address that is changed afterwards is asked about anew. */
    confirm: (confirmed: readonly string[]) => {
      change({ confirmed });
      setProblems((before) => before.filter((problem) => problem.name !== FOREIGN));
    },
    /** What a server said of itself; seen in the form before it is used. */
    fillIn: (values: Readonly<Record<string, string>>) => {
      type(values);
      setProblems((before) => before.filter((problem) => !Object.hasOwn(values, problem.name)));
    },
    /** Two values pasted as one are taken apart where both can be seen. */
    leave: (input: Input) => {
      if (!model || !input.split) return;
      const [first, second] = input.split.into;
      const { [first]: one = '', [second]: two = '' } = cleanInputs(model.method.inputs, model.values);
      const joined = model.values[input.name] ?? '';
      if (two !== '' && joined.trim() !== (input.name === first ? one : two)) type({ [first]: one, [second]: two });
    },
    /** Shows what is wrong; the names of those inputs, in order. */
    check: (): readonly string[] => {
      const found = model ? problemsOf(model, start) : [];
      setProblems(found);
      return found.map((problem) => problem.name);
    },
  };
}
export type Form = ReturnType<typeof useForm>;
