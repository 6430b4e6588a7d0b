import type { Connection, Secrets } from '../domain/connection';
import type { Credential } from '../domain/credential';
import type { Token } from '../domain/token';
import type { Method, ProviderDefinition } from './definition';
import { baseScope } from './scope';
import { expandHeader, expandText, type Scope } from './template';

/** The headers, query entries or Basic credentials that a connection's token becomes. Pure. */
export function credentialsOf(
  provider: Pick<ProviderDefinition, 'regions'>,
  method: Pick<Method, 'apply'>,
  connection: Pick<Connection, 'regionId' | 'inputs'>,
  secrets: Secrets,
  token: Token,
): readonly Credential[] {
  const scope: Scope = {
    ...baseScope(provider, connection.regionId, { ...connection.inputs, ...secrets }),
    token: { accessToken: token.accessToken, tokenType: token.tokenType, ...token.extras },
  };
  return method.apply.map((rule): Credential => {
    if (rule.in === 'basic') {
      return { in: 'basic', username: expandText(rule.username, scope), password: expandText(rule.password, scope) };
    }
    return { in: rule.in, name: expandHeader(rule.name, scope), value: expandHeader(rule.value, scope) };
  });
}
