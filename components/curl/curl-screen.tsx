import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';
import { focusFirstEmpty, focusInput } from '../form/focus';
import { Button } from '../parts/button';
import type { CurlScreenProps, PartProps } from './curl-props';
import { tryTask } from './curl-tasks';
import { KeepAnswer } from './keep-answer';
import { PasteField } from './paste-field';
import { RequestForm } from './request-form';
import { RequestSummary } from './request-view';
import { useCurl } from './use-curl';

/** From a pasted command to a connection: what it says, what it needs, one test run, where the token is. */
export function CurlScreen(props: CurlScreenProps) {
  const { page, pending } = props;
  const curl = useCurl(page, pending);
  const formId = useId();
  return (
    <section class="form curl" aria-labelledby={`${formId}-title`}>
      <h2 id={`${formId}-title`}>{text('curl_title')}</h2>
      {curl.combined ? <Request {...props} curl={curl} formId={formId} /> : <Paste curl={curl} formId={formId} />}
    </section>
  );
}

function Paste({ curl, formId }: PartProps) {
  return (
    <PasteField
      id={`${formId}-text`}
      label={text('curl_paste')}
      help={text('curl_help')}
      value={curl.edits.text}
      failure={curl.first.state === 'failed' ? curl.first.failure : undefined}
      onInput={(pasted) => curl.change({ text: pasted, second: undefined })}
    />
  );
}

/** The request with its form and its one button; behind it, what the answer holds. */
function Request(props: CurlScreenProps & PartProps) {
  const { id, curl, formId, activity, page, onBusy } = props;
  const element = useRef<HTMLFormElement>(null);
  const { trial, combined } = curl;
  useEffect(() => {
    if (element.current) focusFirstEmpty(element.current, []);
  }, [combined?.steps.length]);
  // What went wrong before this popup was there, until it does something itself.
  const [earlier, setEarlier] = useState(props.pending?.failure);
  const failed = activity.failed?.subject === id ? activity.failed.failure : earlier;
  const busy = activity.busy?.subject === id ? activity.busy.text : undefined;

  const send = (event: Event) => {
    event.preventDefault();
    const [missing] = curl.check();
    if (missing !== undefined) return element.current ? focusInput(element.current, missing) : undefined;
    const definition = curl.definition();
    if (!definition) return undefined;
    const allowHttp = curl.http === 'on';
    const link = definition.methods[0]?.steps.length === 2 ? curl.edits.link : undefined;
    const { values, kept } = curl;
    const request = {
      id,
      definition,
      values,
      allowHttp,
      tabId: page?.on.tabId,
      link,
      kept: [...kept],
      tokenPath: combined?.tokenPath,
    };
    setEarlier(undefined);
    const hosts = curl.origins.filter((origin) => origin !== page?.reachable);
    void activity.start(tryTask(request, hosts, curl.answered));
    return onBusy?.();
  };

  if (trial?.stage === 'answered' && combined) {
    return (
      <>
        <RequestSummary combined={combined} />
        <Button kind="link" class="curl-again" onClick={() => curl.change({})}>
          {text('curl_change')}
        </Button>
        <KeepAnswer {...props} busy={busy} failed={failed} />
      </>
    );
  }
  return (
    <form ref={element} class="form" noValidate aria-labelledby={`${formId}-title`} onSubmit={send}>
      <RequestForm curl={curl} formId={formId} />
      {failed && <FailureAlert failure={failed} />}
      <div class="form-actions">
        <Button kind="primary" type="submit" busy={busy}>
          {text('curl_try')}
        </Button>
      </div>
    </form>
  );
}
