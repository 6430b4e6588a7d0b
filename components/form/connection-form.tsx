import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { ask } from '../../lib/ask';
import type { Draft } from '../../lib/domain/connection';
import type { SecurityScheme } from '../../lib/domain/page';
import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import type { ModeChoice } from '../vault/modes';
import { useModeChoice } from '../vault/use-mode-choice';
import { focusFirstEmpty, focusInput } from './focus';
import { FormFields } from './form-fields';
import { draftOf, type FormModel, hostsOf, submitKey } from './form-model';
import type { FormStart } from './form-start';
import { FormTitle } from './form-title';
import { useForm } from './use-form';

/** What a filled-in form asks for. */
export interface Submission {
  readonly draft: Draft;
  /** Hosts to ask the browser for, in this click. */
  readonly hosts: readonly string[];
  readonly purpose: FormModel['purpose'];
  /** How secrets are to be kept, when that was asked here. */
  readonly choose?: ModeChoice | undefined;
}

export interface ConnectionFormProps {
  readonly start: FormStart;
  /** How secrets are kept; until that is chosen, the form asks. */
  readonly vault: VaultView | undefined;
  /** The page that saving may also fill; undefined on the options page. */
  readonly pageOrigin?: string | undefined;
  readonly schemes?: readonly SecurityScheme[] | undefined;
  /** An origin that needs no permission in this click. */
  readonly reachable?: string | undefined;
  readonly busy?: string | undefined;
  /** What the last try came to, drawn by the owner, who knows what can be done about it. */
  readonly alert?: ComponentChildren;
  /** Must send in the click; resolves when it is over. */
  readonly onSubmit: (submission: Submission) => Promise<'done' | 'failed' | 'busy'>;
  readonly onChangeProvider?: (() => void) | undefined;
  readonly onCancel?: (() => void) | undefined;
}

/** A connection to fill in, new or changed. What was typed stays until it worked. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { start, vault, busy, onSubmit } = props;
  const element = useRef<HTMLFormElement>(null);
  const formId = useId();
  const form = useForm(start, { pageOrigin: props.pageOrigin, managed: vault?.pages }, props.schemes ?? []);
  const choosing = useModeChoice('passphrase');
  const [rev, setRev] = useState(start.rev);
  useEffect(() => {
    if (element.current) focusFirstEmpty(element.current, start.kept);
  }, []);
  const { model } = form;
  if (!model) return null;

  const submit = async (event: Event) => {
    event.preventDefault();
    const asked = vault?.mode === 'unset';
    const [first] = [...form.check(), ...(asked ? choosing.check() : [])];
    if (first !== undefined) return element.current && focusInput(element.current, first);
    const submission = {
      draft: draftOf(model, start, rev),
      hosts: hostsOf(model, props.reachable),
      purpose: model.purpose,
      ...(asked && { choose: choosing.value() }),
    };
    if ((await onSubmit(submission)) === 'failed') setRev(await storedRev(start.id, rev));
  };

  return (
    <form ref={element} class="form" noValidate aria-labelledby={`${formId}-title`} onSubmit={submit}>
      <FormTitle id={`${formId}-title`} start={start} provider={model.provider} onChange={props.onChangeProvider} />
      <FormFields form={form} model={model} formId={formId} vault={vault} choosing={choosing} />
      {props.alert}
      <div class="form-actions">
        <Button kind="primary" type="submit" busy={busy}>
          {text(submitKey(model))}
        </Button>
        {props.onCancel && (
          <Button kind="quiet" onClick={props.onCancel}>
            {text('cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** A first try that failed is stored all the same, so that nothing typed is lost; the next try is an edit of that. */
async function storedRev(id: string, before: number | undefined): Promise<number | undefined> {
  const views = await ask('listConnections', {}).catch(() => []);
  return views.find((view) => view.connection.id === id)?.connection.rev ?? before;
}
