import type { ImportsView, SkippedView } from '../../lib/domain/imports';
import { type TextKey, text } from '../../lib/text';
import { errorText } from '../failure/failure-text';

const WHY: Readonly<Record<SkippedView['why'], TextKey>> = {
  kind: 'skipped_kind',
  implicit: 'skipped_implicit',
  prefix: 'skipped_prefix',
  from_script: 'skipped_script',
  request: 'skipped_request',
  too_many: 'skipped_many',
  definition: 'skipped_definition',
};

/** What does not come along, and why. */
export function LeftOut({ skipped, unread }: Pick<ImportsView, 'skipped' | 'unread'>) {
  if (skipped.length + unread.length === 0) return null;
  return (
    <div class="arrivals">
      <p id="left-out">{text('left_out')}</p>
      <ul aria-labelledby="left-out">
        {unread.map(({ file, code }) => (
          <li key={`${file} ${code}`}>
            <p>
              <strong>{file}</strong>
            </p>
            <p class="field-help">{errorText(code)}</p>
          </li>
        ))}
        {skipped.map(({ where, why, what }) => (
          <li key={`${where} ${why} ${what}`}>
            <p>
              <strong>{where}</strong>
            </p>
            <p class="field-help">{text(WHY[why], what)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
