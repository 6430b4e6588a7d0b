import type { CandidateView } from '../../lib/domain/imports';
import { text } from '../../lib/text';
import { CandidateRow, type CandidateRowProps } from './candidate-row';

export interface CandidateListProps extends Omit<CandidateRowProps, 'candidate'> {
  readonly candidates: readonly CandidateView[];
}

/** What the files can become, each with its servers and with what is missing. */
export function CandidateList({ id, candidates, choices, open, onChange }: CandidateListProps) {
  return (
    <div class="arrivals">
      <p id={`${id}-candidates`}>{text(candidates.length === 0 ? 'candidates_none' : 'candidates')}</p>
      <ul aria-labelledby={`${id}-candidates`}>
        {candidates.map((candidate) => (
          <CandidateRow
            key={candidate.id}
            id={id}
            candidate={candidate}
            choices={choices}
            open={open}
            onChange={onChange}
          />
        ))}
      </ul>
    </div>
  );
}
