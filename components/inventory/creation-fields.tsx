import { useId, useRef, useState } from 'preact/hooks';
import type { Input } from '../../lib/provider/definition';
import { cleanInputs, type InputProblem, inputProblems } from '../../lib/provider/inputs';
import { focusInput } from '../form/focus';
import { InputField } from '../form/input-field';

export type Values = Readonly<Record<string, string>>;

/** What a provider asks for a new token, as typed so far, and what is wrong with it. */
export function useCreation(inputs: readonly Input[], start: Values = {}) {
  const [typed, setTyped] = useState<Values>({});
  const [problems, setProblems] = useState<readonly InputProblem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const formId = useId();
  const values = Object.fromEntries(
    inputs.map(({ name, default: initial }) => [name, typed[name] ?? start[name] ?? initial ?? '']),
  );
  /** The values, when they can be sent; else says what is wrong and goes there. */
  const check = (): Values | undefined => {
    const found = inputProblems(inputs, cleanInputs(inputs, values));
    setProblems(found);
    if (found.length === 0) return values;
    if (form.current) focusInput(form.current, found[0]?.name);
    return undefined;
  };
  return { inputs, form, formId, values, problems, check, setTyped };
}

export function CreationFields({ inputs, formId, values, problems, setTyped }: ReturnType<typeof useCreation>) {
  return (
    <>
      {inputs.map((input) => (
        <InputField
          key={input.name}
          input={input}
          values={values}
          problems={problems}
          formId={formId}
          onInput={(value) => setTyped((before) => ({ ...before, [input.name]: value }))}
        />
      ))}
    </>
  );
}
