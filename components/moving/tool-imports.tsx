import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArrivalOutcome } from '../../lib/domain/moving';
import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { FormEnd } from '../failure/form-end';
import type { Activity } from '../tasks/use-activity';
import { ModeFields } from '../vault/mode-fields';
import { useModeChoice } from '../vault/use-mode-choice';
import { AllowHosts } from './allow-hosts';
import { CandidateList } from './candidate-list';
import { FileDrop } from './file-drop';
import type { GivenFile } from './given-files';
import { readTask, TOOLS, takeTask } from './import-tasks';
import { LeftOut } from './left-out';
import { openFields, orderOf, useImports } from './use-imports';

export interface ToolImportsProps {
  readonly id: string;
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Files of Postman, Insomnia or Bruno, what they can become, then the hosts: nothing is stored before it was seen. */
export function ToolImports({ id, vault, activity, reload, onClose }: ToolImportsProps) {
  const imports = useImports();
  const { view, choices, chosen, files } = imports;
  const [outcome, setOutcome] = useState<ArrivalOutcome>();
  const [checked, setChecked] = useState<'not yet' | 'checked'>('not yet');
  const choosing = useModeChoice('passphrase');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  if (outcome) return <AllowHosts outcome={outcome} onClose={onClose} />;

  const asked = vault.mode === 'unset' && chosen.length > 0;
  const give = (given: Promise<readonly GivenFile[]>) =>
    void activity.start(
      readTask(
        given.then((more) => [...imports.add(more)]),
        imports.show,
      ),
    );
  const submit = (event: Event) => {
    event.preventDefault();
    setChecked('checked');
    if (chosen.length === 0 || openFields(chosen, choices).length > 0) return;
    if (asked && choosing.check().length > 0) return;
    const request = { files: [...files], chosen: orderOf(chosen, choices), confirmed: [...choices.confirmed] };
    const choose = asked ? choosing.value() : undefined;
    const onTaken = (taken: ArrivalOutcome) => {
      imports.forget();
      setOutcome(taken);
    };
    void activity.start(takeTask({ request, choose, onTaken }, reload));
  };
  return (
    <form ref={form} id={id} class="form" noValidate aria-label={text('tools_name')} onSubmit={submit}>
      <FileDrop id={id} files={files} onGiven={give} onForget={imports.forget} />
      {view && (
        <CandidateList
          id={id}
          candidates={view.candidates}
          choices={choices}
          open={checked === 'checked' ? openFields(chosen, choices) : []}
          onChange={imports.change}
        />
      )}
      {view && <LeftOut skipped={view.skipped} unread={view.unread} />}
      {asked && <ModeFields choosing={choosing} formId={id} rules={vault.rules} />}
      {checked === 'checked' && view && chosen.length === 0 && (
        <p class="field-problem" role="alert">
          {text('tools_choose_one')}
        </p>
      )}
      <FormEnd
        activity={activity}
        subject={TOOLS}
        submit={view && view.candidates.length > 0 ? text('tools_take', chosen.length) : undefined}
        onCancel={onClose}
      />
    </form>
  );
}
