import type { Proposal } from '../../lib/domain/view';
import { type TextKey, text } from '../../lib/text';
import { type FormStart, startProposed } from '../form/form-start';
import { Button } from '../parts/button';

export interface ProposalsProps {
  readonly proposals: readonly Proposal[];
  readonly onForm: (start: FormStart) => void;
}

const KIND_NAMES: Readonly<Record<Proposal['kind'], TextKey>> = {
  clientCredentials: 'proposal_client_credentials',
  authorizationCode: 'proposal_sign_in',
  implicit: 'proposal_sign_in',
  password: 'proposal_password',
  openIdConnect: 'proposal_openid',
  login: 'proposal_login',
};

/** What is asked there: signing in and metadata are looked at, everything else is sent something. */
const VERBS: Readonly<Record<Proposal['kind'], 'GET' | 'POST'>> = {
  clientCredentials: 'POST',
  authorizationCode: 'POST',
  implicit: 'GET',
  password: 'POST',
  openIdConnect: 'GET',
  login: 'POST',
};

/** Where the page's document says that tokens come from, each address in full. A click opens a form; nothing is sent by it. */
export function Proposals({ proposals, onForm }: ProposalsProps) {
  if (proposals.length === 0) return null;
  return (
    <section class="proposals" aria-labelledby="proposals">
      <h2 id="proposals">{text('proposals')}</h2>
      <ul>
        {proposals.map((proposal) => (
          <li key={`${proposal.kind} ${proposal.url}`} class="proposal">
            <p>{text(KIND_NAMES[proposal.kind])}</p>
            <Button
              name={text('proposal_use_name', text(KIND_NAMES[proposal.kind]), proposal.url)}
              onClick={() => onForm(startProposed(proposal.suggestion, crypto.randomUUID()))}
            >
              {text('proposal_use')}
            </Button>
            <p class="proposal-url">
              <code>{`${VERBS[proposal.kind]} ${proposal.url}`}</code>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
