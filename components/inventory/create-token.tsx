import { useId, useRef, useState } from 'preact/hooks';
import type { Input } from '../../lib/provider/definition';
import { cleanInputs, type InputProblem, inputProblems } from '../../lib/provider/inputs';
import { text } from '../../lib/text';
import { Field } from '../form/field';
import { focusInput } from '../form/focus';
import { problemText } from '../form/form-model';
import { Button } from '../parts/button';
import { useVault } from '../vault/use-vault';

export interface CreateTokenProps {
  readonly inputs: readonly Input[];
  readonly busy: string | undefined;
  readonly onCreate: (values: Readonly<Record<string, string>>) => Promise<'done' | 'failed' | 'busy'>;
}

/** A form for a new token at the provider, drawn from its definition. */
export function CreateToken({ inputs, busy, onCreate }: CreateTokenProps) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [problems, setProblems] = useState<readonly InputProblem[]>([]);
  const { value: vault } = useVault();
  const form = useRef<HTMLFormElement>(null);
  const formId = useId();
  const values = Object.fromEntries(inputs.map((input) => [input.name, typed[input.name] ?? input.default ?? '']));
  const submit = async (event: Event) => {
    event.preventDefault();
    const found = inputProblems(inputs, cleanInputs(inputs, values));
    setProblems(found);
    if (found.length > 0) return form.current && focusInput(form.current, found[0]?.name);
    if ((await onCreate(values)) === 'done') setTyped({});
  };
  return (
    <form ref={form} class="form create-token" noValidate aria-labelledby={`${formId}-title`} onSubmit={submit}>
      <h3 id={`${formId}-title`}>{text('inventory_create')}</h3>
      {inputs.map((input) => {
        const problem = problems.find((candidate) => candidate.name === input.name);
        return (
          <Field
            key={input.name}
            input={input}
            value={values[input.name] ?? ''}
            formId={formId}
            kept="not-kept"
            problem={problem && problemText(input, problem)}
            onInput={(value) => setTyped((before) => ({ ...before, [input.name]: value }))}
          />
        );
      })}
      <p class="note">
        {text('inventory_create_help')}{' '}
        {vault && (vault.mode === 'session' || vault.mode === 'unset') && text('created_lost_note')}
      </p>
      <div>
        <Button kind="primary" type="submit" busy={busy}>
          {text('inventory_create')}
        </Button>
      </div>
    </form>
  );
}
