import { useEffect, useRef } from 'preact/hooks';
import { providers } from '../../lib/provider/registry';
import { text } from '../../lib/text';
import { Icon } from '../parts/icon';

export interface ProviderChoiceProps {
  readonly onChoose: (providerId: string) => void;
}

/** All providers, to pick one. */
export function ProviderChoice({ onChoose }: ProviderChoiceProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section aria-labelledby="provider-choice">
      <h2 id="provider-choice" ref={heading} tabIndex={-1}>
        {text('form_choose_provider')}
      </h2>
      <ul class="choices">
        {[...providers].sort(anySiteLast).map(({ id, name }) => (
          <li key={id}>
            <button type="button" class="choice" onClick={() => onChoose(id)}>
              {name}
              <Icon name="chevron" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function anySiteLast(a: { readonly id: string }, b: { readonly id: string }): number {
  return Number(a.id === 'any-site') - Number(b.id === 'any-site');
}
