import { useEffect, useRef } from 'preact/hooks';
import type { Failure } from '../../lib/domain/errors';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';

export interface PasteFieldProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly failure: Failure | undefined;
  readonly onInput: (value: string) => void;
}

/** Where a command is pasted. What cannot be read says why, below. */
export function PasteField({ id, label, help, value, failure, onInput }: PasteFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{label}</label>
      </div>
      <textarea
        ref={field}
        id={id}
        class="curl-text"
        rows={7}
        value={value}
        placeholder={text('curl_example')}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-describedby={`${id}-help`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class="field-help" id={`${id}-help`}>
        {help}
      </p>
      {failure && <FailureAlert failure={failure} />}
    </div>
  );
}
