import type { RefObject } from 'preact';
import { text } from '../../lib/text';
import { CodeArea } from '../parts/code-area';

export interface DefinitionTextProps {
  readonly id: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly content: string;
  readonly wrong: 'wrong' | 'fine';
  readonly onInput: (content: string) => void;
}

/** The text itself, and a file that takes its place. */
export function DefinitionText({ id, field, content, wrong, onInput }: DefinitionTextProps) {
  const read = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (file) onInput(await file.text());
    input.value = '';
  };
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{text('definition_text')}</label>
      </div>
      <CodeArea
        id={id}
        field={field}
        rows={14}
        value={content}
        describedBy={`${id}-help ${id}-problems`}
        wrong={wrong}
        onInput={onInput}
      />
      <p class="field-help" id={`${id}-help`}>
        {text('definition_text_help')}
      </p>
      <div class="field-head">
        <label for={`${id}-file`}>{text('definition_file')}</label>
      </div>
      <input
        id={`${id}-file`}
        type="file"
        accept=".json,application/json"
        onChange={(event) => void read(event.currentTarget)}
      />
    </div>
  );
}
