import type { Connection, Secrets } from '../domain/connection';
import { NEVER, type Token } from '../domain/token';
import type { Method, ProviderDefinition } from './definition';
import type { Prepared } from './prepare';
import { expandText } from './template';

/**
 * What is kept after a method that creates a token: a connection of the method that uses it. The created token is a
 * secret input there (it cannot be asked for again), the login that made it is gone.
 */
export function becomeConnection(
  provider: ProviderDefinition,
  method: Method,
  prepared: Prepared,
  token: Token,
): { readonly connection: Connection; readonly secrets: Secrets } {
  if (!method.becomes) return prepared;
  const target = provider.methods.find((candidate) => candidate.id === method.becomes?.method);
  const scope = {
    inputs: prepared.inputs,
    token: { accessToken: token.accessToken, expiresOn: dateOf(token.expiresAt), ...token.extras },
  };
  const values = Object.entries(method.becomes.inputs).map(
    ([name, template]) => [name, expandText(template, scope)] as const,
  );
  const isSecret = (name: string) => target?.inputs.find((input) => input.name === name)?.secret === true;
  return {
    connection: {
      ...prepared.connection,
      methodId: method.becomes.method,
      inputs: Object.fromEntries(values.filter(([name]) => !isSecret(name))),
    },
    secrets: Object.fromEntries(values.filter(([name]) => isSecret(name))),
  };
}

/** `yyyy-mm-dd` in local time, as a `date` input holds it; empty when there is no such day. */
export function dateOf(time: number | undefined): string {
  if (time === undefined || time >= NEVER) return '';
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
