import { text } from '../../lib/text';
import { Button } from '../parts/button';
import type { Activity } from '../tasks/use-activity';
import { FailureAlert } from './failure-alert';

export interface FormEndProps {
  readonly activity: Activity;
  /** Of the form's own task. */
  readonly subject: string;
  /** What the button that sends says; without it there is nothing to send yet. */
  readonly submit: string | undefined;
  readonly onCancel: () => void;
}

/** How a form of the settings ends: what its last try came to, the button that sends, and the way out. */
export function FormEnd({ activity: { busy, failed }, subject, submit, onCancel }: FormEndProps) {
  return (
    <>
      {failed?.subject === subject && <FailureAlert failure={failed.failure} />}
      <div class="buttons">
        {submit !== undefined && (
          <Button kind="primary" type="submit" busy={busy?.subject === subject ? busy.text : undefined}>
            {submit}
          </Button>
        )}
        <Button kind="quiet" onClick={onCancel}>
          {text('cancel')}
        </Button>
      </div>
    </>
  );
}
