import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { FailureAlert } from '../failure/failure-alert';
import { Button } from '../parts/button';
import type { Activity } from '../tasks/use-activity';
import { DefinitionProblems } from './definition-problems';
import { DEFINITIONS, importTask } from './definition-tasks';
import { DefinitionText } from './definition-text';
import { FormPreview } from './form-preview';
import { FoundDefinition } from './found-definition';
import { useCheck } from './use-check';

export interface DefinitionEditorProps {
  /** What the editor starts with: a stored definition, or nothing. */
  readonly initial: string;
  readonly activity: Activity;
  readonly reload: () => Promise<unknown>;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** Definitions as text: typed, pasted or from a file, checked while they are written, stored by the last click only. */
export function DefinitionEditor({ initial, activity, reload, onSaved, onClose }: DefinitionEditorProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [content, setContent] = useState(initial);
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const checked = useCheck(content);
  useEffect(() => field.current?.focus(), []);
  const { problems = [], found = [] } = checked?.check ?? {};
  const missing = found.flatMap(({ reach }) => reach.inside).filter((origin) => !confirmed.includes(origin));
  const ready = checked?.text === content && found.length > 0 && problems.length === 0 && missing.length === 0;
  const failure = activity.failed?.subject === DEFINITIONS ? activity.failed.failure : checked?.failure;
  const [only] = found.length === 1 ? found : [];
  const edit = (next: string) => {
    setContent(next);
    setConfirmed([]);
  };
  const save = async () => {
    const names = found.map(({ definition }) => definition.name);
    const result = await activity.start(importTask({ text: content, confirmed, names }, reload));
    if (result === 'done') onSaved();
  };
  return (
    <div class="definition-editor">
      <DefinitionText
        id={id}
        field={field}
        content={content}
        wrong={problems.length > 0 ? 'wrong' : 'fine'}
        onInput={edit}
      />
      <div role="status" id={`${id}-problems`}>
        {problems.length > 0 && <DefinitionProblems problems={problems} />}
      </div>
      {found.length > 0 && (
        <ul class="definition-list">
          {found.map((one) => (
            <FoundDefinition
              key={one.definition.id}
              found={one}
              confirmed={confirmed}
              onConfirm={(origin, answer) =>
                setConfirmed((before) => [
                  ...before.filter((each) => each !== origin),
                  ...(answer === 'on' ? [origin] : []),
                ])
              }
            />
          ))}
        </ul>
      )}
      {only && <FormPreview key={JSON.stringify(only.definition)} definition={only.definition} />}
      {failure && <FailureAlert failure={failure} />}
      <div class="form-actions">
        <Button
          kind="primary"
          disabled={ready ? 'no' : 'yes'}
          busy={activity.busy?.subject === DEFINITIONS ? activity.busy.text : undefined}
          onClick={() => void save()}
        >
          {only || found.length === 0 ? text('definition_save') : text('definition_save_all', found.length)}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {text('cancel')}
        </Button>
      </div>
    </div>
  );
}
