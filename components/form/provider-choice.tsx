import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/text';
import { knownProviders, learnDefinitions } from '../definitions';
import { Icon } from '../parts/icon';
import { groupsOf } from './provider-groups';

export interface ProviderChoiceProps {
  readonly onChoose: (providerId: string) => void;
  /** For a provider that is not in the list. */
  readonly onCurl: () => void;
}

const GROUP_NAMES = {
  provider: 'choice_group_provider',
  identity: 'choice_group_identity',
  standard: 'choice_group_standard',
} as const;

/** All providers, to pick one: by group, or by typing a part of a name. */
export function ProviderChoice({ onChoose, onCurl }: ProviderChoiceProps) {
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [known, setKnown] = useState(knownProviders);
  useEffect(() => {
    search.current?.focus();
    learnDefinitions().then(
      () => setKnown(knownProviders()),
      () => undefined,
    );
  }, []);
  const groups = groupsOf(known, typed);
  const [first] = groups.flatMap((group) => group.providers);
  const submit = (event: Event) => {
    event.preventDefault();
    if (first && typed.trim() !== '') onChoose(first.id);
  };
  return (
    <section aria-labelledby="provider-choice">
      <h2 id="provider-choice">{text('form_choose_provider')}</h2>
      <form class="choice-search" onSubmit={submit}>
        <input
          ref={search}
          type="search"
          aria-label={text('choice_search')}
          placeholder={text('choice_search')}
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
      <p class="visually-hidden" role="status">
        {typed.trim() !== '' && !first && text('choice_none')}
      </p>
      {!first && <p class="hint">{text('choice_none')}</p>}
      {groups.map(({ group, providers: members }) => (
        <div key={group} class="choice-group">
          <h3 id={`group-${group}`}>{text(GROUP_NAMES[group])}</h3>
          <ul class="choices" aria-labelledby={`group-${group}`}>
            {members.map(({ id, name }) => (
              <li key={id}>
                <button type="button" class="choice" onClick={() => onChoose(id)}>
                  {name}
                  <Icon name="chevron" />
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <ul class="choices">
        <li>
          <button type="button" class="choice" onClick={onCurl}>
            {text('curl_paste')}
            <Icon name="chevron" />
          </button>
        </li>
      </ul>
    </section>
  );
}
