import type { Input } from '../../lib/provider/definition';
import type { InputProblem } from '../../lib/provider/inputs';
import { Field } from './field';
import { problemText } from './form-model';

export interface InputFieldProps {
  readonly input: Input;
  readonly formId: string;
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly InputProblem[];
  readonly kept?: 'kept' | 'not-kept';
  readonly onInput: (value: string) => void;
  readonly onLeave?: () => void;
}

/** The field of one input of a definition, with what was typed and what is wrong with it. */
export function InputField({ input, formId, values, problems, kept = 'not-kept', ...events }: InputFieldProps) {
  const problem = problems.find(({ name }) => name === input.name);
  return (
    <Field
      input={input}
      value={values[input.name] ?? ''}
      formId={formId}
      kept={kept}
      problem={problem && problemText(input, problem)}
      {...events}
    />
  );
}
