import { useEffect, useRef } from 'preact/hooks';
import { curlDefinition } from '../../lib/curl/build-definition';
import type { Failure } from '../../lib/domain/errors';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';
import { Field } from '../form/field';
import { focusInput } from '../form/focus';
import { Button } from '../parts/button';
import { ModeFields } from '../vault/mode-fields';
import { useModeChoice } from '../vault/use-mode-choice';
import { PlaceChoice, TokenChoice } from './answer-view';
import type { CurlScreenProps, PartProps } from './curl-props';
import { keepTask } from './curl-tasks';

export interface KeepAnswerProps extends CurlScreenProps, PartProps {
  readonly busy: string | undefined;
  readonly failed: Failure | undefined;
}

/** What the answer holds, and the way to a connection. Binding the page is the button's own word, with the origin in full. */
export function KeepAnswer(props: KeepAnswerProps) {
  const { id, curl, formId, vault, page, activity, reload, onKept, busy, failed } = props;
  const { combined, choices, identity, edits } = curl;
  const element = useRef<HTMLDivElement>(null);
  const choosing = useModeChoice('passphrase');
  useEffect(() => element.current?.querySelector<HTMLElement>('.primary')?.focus(), []);
  if (!combined || !choices) return null;
  const asked = vault?.mode === 'unset';
  const label = edits.label ?? identity.name;
  const usable = combined.kind === 'use' || choices.choice !== undefined;

  const keep = (where: 'here' | 'nowhere') => {
    const [missing] = asked ? choosing.check() : [];
    if (missing !== undefined) return element.current ? focusInput(element.current, missing) : undefined;
    const definition = curlDefinition(identity, combined, choices.choice);
    const origin = where === 'here' ? page?.origin : undefined;
    const draft = {
      id,
      label: label.trim(),
      providerId: definition.id,
      methodId: 'curl',
      inputs: {},
      allowHttp: curl.http === 'on',
      origins: origin === undefined ? [] : [origin],
    };
    const request = { definition, draft, ...(asked && { choose: choosing.value() }) };
    return void activity.start(keepTask(request, origin === undefined ? undefined : page?.on, { onKept, reload }));
  };

  return (
    <div class="form curl-keep" ref={element}>
      <Found {...props} />
      <Field
        input={{ name: 'label', label: text('form_label') }}
        value={label}
        formId={formId}
        kept="not-kept"
        onInput={(typed) => curl.choose({ label: typed })}
      />
      {asked && <ModeFields choosing={choosing} formId={formId} rules={vault?.rules} />}
      {failed && <FailureAlert failure={failed} />}
      {usable && (
        <div class="form-actions">
          <Button kind="primary" busy={busy} onClick={() => keep(page?.origin ? 'here' : 'nowhere')}>
            {page?.origin ? text('curl_keep_here', page.origin) : text('curl_keep')}
          </Button>
        </div>
      )}
      {usable && page?.origin && (
        <Button kind="link" onClick={() => keep('nowhere')}>
          {text('curl_keep_only')}
        </Button>
      )}
    </div>
  );
}

function Found({ curl, formId }: PartProps) {
  const { combined, choices, trial, edits } = curl;
  if (!combined || !choices || !trial) return null;
  if (combined.kind === 'use') return <p class="curl-good">{text('curl_works')}</p>;
  const { choice, places } = choices;
  return (
    <>
      <p class="curl-good">{text(choice ? 'curl_found' : 'curl_found_none')}</p>
      <TokenChoice
        formId={formId}
        legend={text('curl_token')}
        leaves={trial.leaves}
        chosen={choice?.leaf.path}
        onChoose={(leaf) => curl.choose({ leaf })}
      />
      {choice && (
        <PlaceChoice
          id={`${formId}-place`}
          places={places}
          chosen={choice.place}
          onChoose={(place) => curl.choose({ place })}
        />
      )}
      {choice?.further.map(({ header }) => (
        <p class="note" key={header}>
          {text('curl_further', header)}
        </p>
      ))}
      {combined.kind === 'obtain' && edits.second === undefined && (
        <Button
          kind="link"
          class="curl-again"
          onClick={() => curl.change({ second: '', link: choice?.leaf.path, leaf: undefined })}
        >
          {text('curl_add_second')}
        </Button>
      )}
    </>
  );
}
