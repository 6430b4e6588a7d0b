import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import type { Activity } from '../tasks/use-activity';
import { type Forgotten, forgetTask } from '../vault/vault-tasks';
import { Setting } from './setting';

export interface ForgetProps {
  readonly what: Forgotten;
  readonly help: string;
  readonly connections: number;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  /** The question is open because something else led here. */
  readonly asked: 'yes' | 'no';
  readonly onClosed?: () => void;
}

const TEXTS = {
  secrets: {
    name: 'secrets_all',
    verb: 'forget_secrets',
    sure: 'forget_secrets_sure',
    yes: 'forget_secrets_yes',
  },
  everything: {
    name: 'everything',
    verb: 'forget_everything',
    sure: 'forget_everything_sure',
    yes: 'forget_everything_yes',
  },
} as const;

/** An end that nothing undoes: two steps, the second of which says exactly what goes. */
export function Forget({ what, help, connections, activity, reload, asked, onClosed }: ForgetProps) {
  const [open, setOpen] = useState(asked);
  useEffect(() => {
    if (asked === 'yes') setOpen('yes');
  }, [asked]);
  const trigger = useRef<HTMLButtonElement>(null);
  const id = useId();
  const texts = TEXTS[what];
  const close = () => {
    setOpen('no');
    onClosed?.();
    trigger.current?.focus();
  };
  const forget = async () => {
    if ((await activity.start(forgetTask(what, reload))) === 'done') close();
  };
  return (
    <Setting
      name={text(texts.name)}
      help={help}
      control={
        <Button
          ref={trigger}
          class="danger-text"
          expanded={open}
          controls={id}
          onClick={() => (open === 'yes' ? close() : setOpen('yes'))}
        >
          {text(texts.verb)}
        </Button>
      }
    >
      {open === 'yes' && (
        <Sure id={id} question={text(texts.sure, connections)} yes={text(texts.yes)} onYes={forget} onNo={close} />
      )}
    </Setting>
  );
}

interface SureProps {
  readonly id: string;
  readonly question: string;
  readonly yes: string;
  readonly onYes: () => Promise<void>;
  readonly onNo: () => void;
}

/** The way back has the focus: Enter alone forgets nothing. */
function Sure({ id, question, yes, onYes, onNo }: SureProps) {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <div class="sure" id={id}>
      <p role="alert">{question}</p>
      <div class="buttons">
        <Button kind="danger" onClick={() => void onYes()}>
          {yes}
        </Button>
        <Button kind="quiet" ref={back} onClick={onNo}>
          {text('cancel')}
        </Button>
      </div>
    </div>
  );
}
