import type { Method, ProviderDefinition } from '../../lib/provider/definition';
import { baseScope } from '../../lib/provider/scope';
import { expandUrl } from '../../lib/provider/template';
import { text } from '../../lib/text';
import { Icon } from '../parts/icon';

export interface GuideProps {
  readonly provider: ProviderDefinition;
  readonly method: Method;
  readonly regionId: string | undefined;
}

/** Where the values come from, in steps, with the page that has them. */
export function Guide({ provider, method, regionId }: GuideProps) {
  const link = expandUrl(method.guide.link, baseScope(provider, regionId, {}));
  return (
    <details class="guide">
      <summary>
        <Icon name="chevron" />
        {text('guide')}
      </summary>
      <ol>
        {method.guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <a href={link.href} target="_blank" rel="noreferrer noopener">
        {text('guide_link', link.host)}
        <Icon name="outside" />
        <span class="visually-hidden">({text('guide_new_tab')})</span>
      </a>
    </details>
  );
}
