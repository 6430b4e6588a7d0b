import type { Refusals, Step } from './definition';
import type { Revocation } from './definition-revocation';
import { type EngineWorld, runStep } from './run-step';
import type { Scope } from './template';

/** What is ended, the refresh token first where there is one. */
export interface Ending {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
}

export interface RevokeContext {
  readonly refusals: Refusals | undefined;
  /** Texts that must never come back in an error's words. */
  readonly secrets: readonly string[];
  readonly allowHttp: boolean;
}

/** The request that ends tokens, as a step: for its address, and for sending it. */
export function revocationStep({ url, authentication, parameters = {} }: Revocation): Step {
  return {
    id: 'revoke',
    method: 'POST',
    url,
    authentication,
    body: { parameters: { token: '{{ending.token}}', token_type_hint: '{{ending.hint}}', ...parameters } },
  };
}

/**
 * Ends tokens at the provider. Harmless to repeat: a token that is over already is answered with 200 as well (RFC 7009 §2.2).
 *
 * @throws TokenfillError what the server refused with (RFC 6749 §5.2), `provider_trouble` with the time to wait, or what
 * happened on the way
 */
export async function revokeTokens(
  revocation: Revocation,
  ending: Ending,
  scope: Scope,
  context: RevokeContext,
  world: EngineWorld,
): Promise<void> {
  const { accessToken, refreshToken = '' } = ending;
  const step = revocationStep(revocation);
  const secrets = [...context.secrets, accessToken, refreshToken];
  const tokens = [
    { token: refreshToken, hint: 'refresh_token' },
    { token: accessToken, hint: 'access_token' },
  ];
  for (const one of tokens.filter(({ token }) => token !== '')) {
    const what = { ...context, secrets, repeats: 'harmless', answer: 'ignored' } as const;
    await runStep(step, { ...scope, ending: one }, what, world);
  }
}
