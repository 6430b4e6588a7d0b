import { useCallback } from 'preact/hooks';
import { ask } from '../../lib/ask';
import type { ReplyOf } from '../../lib/messages';
import { text } from '../../lib/text';
import { findProvider, learnDefinitions } from '../definitions';
import { DefinitionProblems } from '../definitions/definition-problems';
import { useLoaded } from '../tasks/use-loaded';

type Policy = ReplyOf<'managedState'>;

const load = async () => {
  const policy = await ask('managedState', {});
  // Its texts name providers.
  if (policy.definitions.length > 0) await learnDefinitions();
  return policy;
};

/** Everything that an organization has set, and what of its policy could not be used; nothing where nothing is set. */
export function Managed() {
  const { value: policy } = useLoaded(useCallback(load, []));
  if (!policy) return null;
  const rules = rulesOf(policy);
  if (rules.length + policy.pages.length + policy.problems.length === 0) return null;
  return (
    <section aria-labelledby="managed">
      <h2 id="managed">{text('managed_title')}</h2>
      <p class="hint">{text('managed_help')}</p>
      <ul class="managed-rules">
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
        {policy.pages.map((pages) => (
          <Pages key={pages.providerId} pages={pages} />
        ))}
      </ul>
      {policy.problems.length > 0 && (
        <div class="managed-problems" role="alert">
          <p>{text('managed_problems')}</p>
          <DefinitionProblems problems={policy.problems} />
        </div>
      )}
    </section>
  );
}

function rulesOf({ rules, definitions }: Policy): readonly string[] {
  return [
    ...(rules.passphrase ? [text('managed_rule_passphrase')] : []),
    ...(rules.lockMinutes === undefined ? [] : [text('managed_rule_lock', rules.lockMinutes)]),
    ...(rules.export ? [text('managed_rule_export')] : []),
    ...definitions.map((id) => text('managed_rule_definition', nameOf(id))),
  ];
}

function Pages({ pages: { providerId, origins, others } }: { readonly pages: Policy['pages'][number] }) {
  const name = nameOf(providerId);
  if (origins.length === 0) return others === 'refused' ? <li>{text('managed_rule_nowhere', name)}</li> : null;
  return (
    <li>
      {text(others === 'refused' ? 'managed_rule_only' : 'managed_rule_pages', name)}{' '}
      {origins.map((origin) => (
        <code key={origin}>{origin} </code>
      ))}
    </li>
  );
}

const nameOf = (id: string) => findProvider(id)?.name ?? id;
