import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArrivalOutcome, ArrivalView } from '../../lib/domain/moving';
import type { VaultView } from '../../lib/domain/view';
import { text } from '../../lib/text';
import { FormEnd } from '../failure/form-end';
import { Field } from '../form/field';
import type { Activity } from '../tasks/use-activity';
import { ModeFields } from '../vault/mode-fields';
import { useModeChoice } from '../vault/use-mode-choice';
import { AllowHosts } from './allow-hosts';
import { ArrivalList } from './arrival-list';
import { importTask, lookTask, MOVE_IN } from './moving-tasks';

export interface MoveInProps {
  readonly id: string;
  readonly vault: VaultView;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** A file and its passphrase, then what is in it, then the hosts: nothing is stored before it was seen. */
export function MoveIn({ id, vault, activity, reload, onClose }: MoveInProps) {
  const [file, setFile] = useState<string>();
  const [passphrase, setPassphrase] = useState('');
  const [missing, setMissing] = useState<'file' | 'passphrase'>();
  const [arrivals, setArrivals] = useState<readonly ArrivalView[]>();
  const [replace, setReplace] = useState<readonly string[]>([]);
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const [outcome, setOutcome] = useState<ArrivalOutcome>();
  const choosing = useModeChoice('passphrase');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const asked = vault.mode === 'unset' && arrivals !== undefined;
  if (outcome) return <AllowHosts outcome={outcome} onClose={onClose} />;

  const submit = (event: Event) => {
    event.preventDefault();
    if (file === undefined) return setMissing('file');
    if (passphrase === '') return setMissing('passphrase');
    setMissing(undefined);
    if (!arrivals) return void activity.start(lookTask({ file, passphrase }, setArrivals));
    if (asked && choosing.check().length > 0) return;
    const choose = asked ? choosing.value() : undefined;
    const request = { file, passphrase, replace: [...replace], confirmed: [...confirmed] };
    void activity.start(importTask({ request, choose, onTaken: setOutcome }, reload));
  };
  const read = async (chosen: File | undefined) => {
    setArrivals(undefined);
    setReplace([]);
    setConfirmed([]);
    setMissing(undefined);
    setFile(await chosen?.text());
  };
  return (
    <form id={id} class="form" noValidate aria-label={text('import_name')} onSubmit={submit}>
      <div class="field">
        <div class="field-head">
          <label for={`${id}-file`}>{text('import_file')}</label>
        </div>
        <input
          ref={input}
          id={`${id}-file`}
          type="file"
          accept=".json,application/json"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
        {missing === 'file' && <p class="field-problem">{text('problem_missing')}</p>}
      </div>
      <Field
        input={{ name: 'file-passphrase', label: text('file_passphrase'), secret: true }}
        value={passphrase}
        formId={id}
        kept="not-kept"
        problem={missing === 'passphrase' ? text('problem_missing') : undefined}
        onInput={setPassphrase}
      />
      {arrivals && (
        <ArrivalList
          id={id}
          arrivals={arrivals}
          replace={replace}
          onReplace={setReplace}
          confirmed={confirmed}
          onConfirm={setConfirmed}
        />
      )}
      {asked && <ModeFields choosing={choosing} formId={id} rules={vault.rules} />}
      <FormEnd
        activity={activity}
        subject={MOVE_IN}
        submit={text(arrivals ? 'import_take' : 'import_look')}
        onCancel={onClose}
      />
    </form>
  );
}
