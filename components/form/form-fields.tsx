import { Fragment } from 'preact';
import type { VaultView } from '../../lib/domain/view';
import type { Input } from '../../lib/provider/definition';
import { isAsked } from '../../lib/provider/inputs';
import { text } from '../../lib/text';
import { Icon } from '../parts/icon';
import { RadioGroup } from '../parts/radio-group';
import { ModeFields } from '../vault/mode-fields';
import { SecretsNote } from '../vault/secrets-note';
import type { ModeChoosing } from '../vault/use-mode-choice';
import { BoundPages } from './bound-pages';
import { Field } from './field';
import { FindAddresses } from './find-addresses';
import { ForeignHosts } from './foreign-hosts';
import { FOREIGN, type FormModel } from './form-model';
import { Guide } from './guide';
import { InputField } from './input-field';
import { NoHttps } from './no-https';
import { RedirectAddress } from './redirect-address';
import { SchemeChoice } from './scheme-choice';
import type { Form } from './use-form';

export interface FormFieldsProps {
  readonly form: Form;
  readonly model: FormModel;
  readonly formId: string;
  /** Undefined until it is known how secrets are kept. */
  readonly vault: VaultView | undefined;
  readonly choosing: ModeChoosing;
}

/** Everything a form asks, drawn from the provider's definition. */
export function FormFields({ form, model, formId, vault, choosing }: FormFieldsProps) {
  const { provider, method, regionId } = model;
  const asked = vault?.mode === 'unset' ? 'asked' : 'made';
  return (
    <>
      <Guide provider={provider} method={method} regionId={regionId} />
      <SchemeChoice id={`${formId}-scheme`} schemes={form.schemes} chosen={form.scheme} onChoose={form.chooseScheme} />
      <RadioGroup
        legend={text('form_method')}
        group={`${formId}-method`}
        choices={provider.methods}
        chosen={method.id}
        onChoose={(methodId) => form.change({ methodId })}
      />
      <RadioGroup
        legend={text('form_region')}
        group={`${formId}-region`}
        choices={provider.regions}
        chosen={regionId}
        onChoose={(id) => form.change({ regionId: id })}
      />
      {method.signIn && <RedirectAddress />}
      <Inputs form={form} model={model} formId={formId} />
      {asked === 'asked' && (
        <ModeFields choosing={choosing} formId={formId} rules={vault?.rules}>
          <SecretsNote method={method} mode={choosing.mode} choice={asked} />
        </ModeFields>
      )}
      <Field
        input={{ name: 'connection-label', label: text('form_label') }}
        value={model.label}
        formId={formId}
        kept="not-kept"
        onInput={(label) => form.change({ label })}
      />
      <ForeignHosts
        formId={formId}
        model={model}
        problem={form.problems.some(({ name }) => name === FOREIGN) ? text('problem_foreign') : undefined}
        onConfirm={form.confirm}
      />
      <BoundPages
        formId={formId}
        model={model}
        onAllowHttp={(allowHttp) => form.change({ allowHttp })}
        onAlsoHere={(alsoHere) => form.change({ alsoHere })}
      >
        {vault && asked === 'made' && <SecretsNote method={method} mode={vault.mode} choice={asked} />}
      </BoundPages>
    </>
  );
}

type InputsProps = Pick<FormFieldsProps, 'form' | 'model' | 'formId'>;

function Inputs({ form, model, formId }: InputsProps) {
  const asked = model.method.inputs.filter((input) => isAsked(input, model.values) && !input.found);
  const rare = asked.filter((input) => input.more);
  const wrong = rare.some((input) => form.problems.some((problem) => problem.name === input.name));
  const draw = (input: Input) => (
    <MethodInput key={input.name} input={input} form={form} model={model} formId={formId} />
  );
  return (
    <>
      {asked
        .filter((input) => !input.more)
        .map((input) => (
          <Fragment key={input.name}>
            {draw(input)}
            {input.name === model.method.discovery?.issuer && (
              <FindAddresses connectionId={form.start.id} model={model} onFound={form.fillIn} />
            )}
            {input.name === model.provider.baseUrl && (
              <NoHttps formId={formId} model={model} onAllowHttp={(allowHttp) => form.change({ allowHttp })} />
            )}
          </Fragment>
        ))}
      {rare.length > 0 && (
        <details class="guide more" open={wrong || rare.some((input) => form.start.inputs[input.name])}>
          <summary>
            <Icon name="chevron" />
            {text('form_more')}
          </summary>
          {rare.map(draw)}
        </details>
      )}
    </>
  );
}

function MethodInput({ input, form, model, formId }: InputsProps & { readonly input: Input }) {
  return (
    <InputField
      input={input}
      values={model.values}
      problems={form.problems}
      formId={formId}
      kept={form.start.kept.includes(input.name) ? 'kept' : 'not-kept'}
      onInput={(value) => form.setInput(input.name, value)}
      onLeave={() => form.leave(input)}
    />
  );
}
