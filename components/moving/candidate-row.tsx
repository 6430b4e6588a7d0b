import type { CandidateView, MissingInput } from '../../lib/domain/imports';
import type { Input } from '../../lib/provider/definition';
import { text } from '../../lib/text';
import { chosenIn, InsideQuestions } from '../definitions/inside-questions';
import { Field } from '../form/field';
import { Checkbox } from '../parts/checkbox';
import { EnvironmentChip } from '../parts/environment-chip';
import type { ImportChoices } from './use-imports';

export interface CandidateRowProps {
  /** Of the form. */
  readonly id: string;
  readonly candidate: CandidateView;
  readonly choices: ImportChoices;
  /** Fields that are still empty, once somebody tried to go on. */
  readonly open: readonly string[];
  readonly onChange: (more: Partial<ImportChoices>) => void;
}

/** One connection to be: what it is, where its credentials go, what the file says, and what it leaves open. */
export function CandidateRow({ id, candidate, choices, open, onChange }: CandidateRowProps) {
  const { wanted, typed, allowHttp, confirmed } = choices;
  const isWanted = wanted.includes(candidate.id);
  const mine = typed[candidate.id] ?? {};
  const type = (name: string, value: string) =>
    onChange({ typed: { ...typed, [candidate.id]: { ...mine, [name]: value } } });
  return (
    <li class="candidate">
      <div class="candidate-head">
        <Checkbox
          id={`${id}-${candidate.id}`}
          label={candidate.label}
          help={`${candidate.providerName} · ${candidate.methodName}`}
          checked={isWanted ? 'on' : 'off'}
          onChange={(answer) => onChange({ wanted: chosenIn(wanted, candidate.id, answer) })}
        />
        <EnvironmentChip environment={candidate.environment} />
      </div>
      <Facts candidate={candidate} />
      {isWanted &&
        candidate.missing.map((input) => (
          <Field
            key={input.name}
            input={inputOf(input)}
            value={mine[input.name] ?? ''}
            formId={`${id}-${candidate.id}`}
            kept="not-kept"
            problem={open.includes(`${candidate.id}-${input.name}`) ? text('problem_missing') : undefined}
            onInput={(value) => type(input.name, value)}
          />
        ))}
      {isWanted && candidate.plainHttp && (
        <Checkbox
          id={`${id}-${candidate.id}-http`}
          label={text('form_no_https')}
          help={text('form_no_https_help')}
          checked={allowHttp.includes(candidate.id) ? 'on' : 'off'}
          onChange={(answer) => onChange({ allowHttp: chosenIn(allowHttp, candidate.id, answer) })}
        />
      )}
      {isWanted && (
        <InsideQuestions
          id={`${id}-${candidate.id}-inside`}
          origins={candidate.inside}
          confirmed={confirmed}
          onConfirm={(origin, answer) => onChange({ confirmed: chosenIn(confirmed, origin, answer) })}
        />
      )}
    </li>
  );
}

function Facts({ candidate }: { readonly candidate: CandidateView }) {
  const { source, hosts, plain, secrets, unresolved, missing, definition, here } = candidate;
  return (
    <div class="candidate-facts">
      <p>{text('candidate_from', source)}</p>
      <p>
        {hosts.length === 0 ? text('candidate_asks_nobody') : text('arrival_hosts')}{' '}
        {hosts.map((origin) => (
          <code key={origin}>{origin} </code>
        ))}
      </p>
      {plain.map(({ label, value }) => (
        <p key={label}>
          {label}: <span class="candidate-value">{value}</span>
        </p>
      ))}
      {secrets.map((label) => (
        <p key={label}>{text('candidate_secret', label)}</p>
      ))}
      {missing.length > 0 && (
        <p class="candidate-note">{text('candidate_missing', list(missing.map(({ label }) => label)))}</p>
      )}
      {unresolved.length > 0 && <p>{text('candidate_unresolved', list(unresolved))}</p>}
      {definition === 'own' && <p>{text('candidate_own')}</p>}
      {here && <p class="candidate-note">{text('candidate_here')}</p>}
    </div>
  );
}

/** Without the fields that are not said. */
function inputOf(input: MissingInput): Input {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as unknown as Input;
}

function list(words: readonly string[]): string {
  return words.join(', ');
}
