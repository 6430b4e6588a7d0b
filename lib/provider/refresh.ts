import type { Secrets } from '../domain/connection';
import type { Token } from '../domain/token';
import type { Method } from './definition';

/** The name under which a refresh token lies among a connection's secrets; no input may have it. */
export const REFRESH_TOKEN = 'refreshToken';

/** A token taken apart for storing: what is kept with the secrets never lies beside the access token. */
export function withoutRefreshToken({ refreshToken, ...token }: Token): {
  readonly token: Token;
  readonly secrets: Secrets;
} {
  return { token, secrets: refreshToken === undefined ? {} : { [REFRESH_TOKEN]: refreshToken } };
}

/** Whether a new token needs nobody: the steps can be repeated, or a refresh token is there. */
export function renewsAlone(
  method: Pick<Method, 'renew' | 'steps' | 'refresh'>,
  secrets: Secrets | undefined,
): boolean {
  if (!secrets || method.steps.length === 0) return false;
  return method.renew === 'repeat' || refreshesAlone(method, secrets);
}

export function refreshesAlone(method: Pick<Method, 'refresh'>, secrets: Secrets | undefined): boolean {
  return method.refresh !== undefined && (secrets?.[REFRESH_TOKEN] ?? '') !== '';
}
