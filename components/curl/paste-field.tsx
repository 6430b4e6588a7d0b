import { useEffect, useRef } from 'preact/hooks';
import type { Failure } from '../../lib/domain/errors';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';
import { CodeArea } from '../parts/code-area';

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
      <CodeArea
        id={id}
        field={field}
        rows={7}
        value={value}
        placeholder={text('curl_example')}
        describedBy={`${id}-help`}
        onInput={onInput}
      />
      <p class="field-help" id={`${id}-help`}>
        {help}
      </p>
      {failure && <FailureAlert failure={failure} />}
    </div>
  );
}
