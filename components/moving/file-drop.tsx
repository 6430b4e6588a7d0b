import { useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { type GivenFile, readChosen, readDropped, readPasted } from './given-files';

export interface FileDropProps {
  readonly id: string;
  readonly files: readonly GivenFile[];
  readonly onGiven: (files: Promise<readonly GivenFile[]>) => void;
  readonly onForget: () => void;
}

/** A folder may have hundreds. */
const MOST_NAMED = 8;

/** Files chosen, dropped, or pasted as text; each time beside those that were given before. */
export function FileDrop({ id, files, onGiven, onForget }: FileDropProps) {
  const [over, setOver] = useState<'over' | 'not over'>('not over');
  const choose = (input: HTMLInputElement) => {
    onGiven(readChosen([...(input.files ?? [])]));
    input.value = '';
  };
  return (
    <fieldset
      class={over === 'over' ? 'file-drop file-drop-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver('over');
      }}
      onDragLeave={() => setOver('not over')}
      onDrop={(event) => {
        event.preventDefault();
        setOver('not over');
        onGiven(readDropped(event.dataTransfer));
      }}
      onPaste={(event) => {
        event.preventDefault();
        onGiven(readPasted(event.clipboardData));
      }}
    >
      <legend class="visually-hidden">{text('tools_files')}</legend>
      <p class="field-help" id={`${id}-drop`}>
        {text('tools_drop')}
      </p>
      <div class="field">
        <div class="field-head">
          <label for={`${id}-files`}>{text('tools_files')}</label>
        </div>
        <input
          id={`${id}-files`}
          type="file"
          multiple
          accept=".json,.yaml,.yml,.bru,application/json"
          aria-describedby={`${id}-drop`}
          onChange={(event) => choose(event.currentTarget)}
        />
      </div>
      <div class="field">
        <div class="field-head">
          <label for={`${id}-folder`}>{text('tools_folder')}</label>
        </div>
        <input
          id={`${id}-folder`}
          type="file"
          multiple
          {...{ webkitdirectory: true }}
          onChange={(event) => choose(event.currentTarget)}
        />
      </div>
      {files.length > 0 && (
        <p class="file-drop-given">
          {givenText(files)}{' '}
          <Button kind="quiet" onClick={onForget}>
            {text('tools_again')}
          </Button>
        </p>
      )}
    </fieldset>
  );
}

function givenText(files: readonly GivenFile[]): string {
  const named = files.slice(0, MOST_NAMED).map(({ name }) => name.split('/').at(-1));
  const more = files.length - named.length;
  return text('tools_given', [...named, ...(more > 0 ? [text('tools_given_more', more)] : [])].join(', '));
}
