import { z } from '../zod';
import { StepId, Template } from './definition-parts';

/** The words for OAuth's own proofs: who the client is, and statements it signs. */

/** A private key that signs, and how. */
const Key = {
  /** PKCS#8 in PEM, or a JWK. */
  key: Template,
  /** Left out of the header when empty. */
  keyId: Template,
  /** `ES256`, `RS256` or `PS256` (RFC 7518 §3.1). */
  algorithm: Template,
  /** For whom it is signed; empty: the address that the request goes to. */
  audience: Template,
};

/** A JWT signed for one request. @see RFC 7523 §3 */
export const Signed = z.strictObject({
  ...Key,
  issuer: Template,
  subject: Template,
  /** Some servers read the scope here (Google); left out when empty. */
  scope: z.optional(Template),
});
export type Signed = z.infer<typeof Signed>;

/**
 * How a client proves who it is, by the names of RFC 7591 §2: `client_secret_basic`, `client_secret_post`,
 * `client_secret_jwt`, `private_key_jwt`, `none`; and `client_secret_basic_raw` for servers that skip RFC 6749's form-encoding. Both kinds of
 * Basic fall back to the other one when the client is refused.
 */
export const ClientAuthentication = z.strictObject({
  type: z.literal('client'),
  by: Template,
  clientId: Template,
  secret: Template,
  signed: z.optional(z.strictObject(Key)),
});
export type ClientAuthentication = z.infer<typeof ClientAuthentication>;

/**
 * A person signs in, in a window of the browser's own, before the steps: authorization code with PKCE. The steps get
 * `{{signIn.code}}`, `{{signIn.verifier}}` and `{{signIn.redirectUri}}`. What protects the answer is not the definition's to say.
 *
 * @see RFC 6749 §4.1, RFC 7636
 */
export const SignIn = z.strictObject({
  url: Template,
  parameters: z.record(z.string(), Template),
  /** A `parameters` input with further ones. */
  more: z.optional(StepId),
  /** The server's own name, compared exactly where the answer has one (RFC 9207). */
  issuer: z.optional(Template),
  /** Yields `true` where the server has said that every answer names it. */
  namesIssuer: z.optional(Template),
});
export type SignIn = z.infer<typeof SignIn>;

/** Which inputs a server's own metadata can fill in. @see RFC 8414 §2, OpenID Connect Discovery 1.0 §3 */
export const Discovery = z.strictObject({
  /** The input that names the issuer; compared exactly with what the server says it is. */
  issuer: StepId,
  into: z.record(
    StepId,
    z.enum(['token_endpoint', 'authorization_endpoint', 'authorization_response_iss_parameter_supported']),
  ),
});
export type Discovery = z.infer<typeof Discovery>;
