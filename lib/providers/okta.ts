import { defineIdentityServer } from '../provider/define-provider';
import { clientInputs, EXTRA, keyInputs, SCOPE } from '../provider/oauth-inputs';
import { clientCredentials, revocationAt } from '../provider/oauth-methods';
import { authorizationCode } from '../provider/oauth-sign-in';

const SERVER = '{{inputs.domain}}/oauth2/{{inputs.server}}';
const TOKEN = `${SERVER}/v1/token`;
const REVOCATION = revocationAt(`${SERVER}/v1/revoke`);
const DOCS = 'https://developer.okta.com/docs/guides/implement-grant-type/clientcreds/main/';
const DOMAIN = { name: 'domain', label: 'Okta domain', type: 'url' as const, example: 'example.okta.com' };
const AUTHORIZATION_SERVER = { name: 'server', label: 'Authorization server', default: 'default' };
const NEEDED_SCOPE = { name: 'scope', label: 'Scope', help: 'At least one scope of the authorization server.' };

/**
 * Okta: custom authorization servers, and the organization's own, which takes signed JWTs only.
 *
 * @see docs/facts.md#okta
 */
export default defineIdentityServer({
  id: 'okta',
  name: 'Okta',
  version: 1,
  docs: DOCS,
  methods: [
    clientCredentials(
      TOKEN,
      [
        DOMAIN,
        AUTHORIZATION_SERVER,
        ...clientInputs(['client_secret_basic', 'client_secret_post', 'private_key_jwt']),
        NEEDED_SCOPE,
        EXTRA,
      ],
      {
        revocation: REVOCATION,
        guide: {
          steps: [
            'In the admin console open Applications and an API Services application.',
            'Copy client ID and secret.',
          ],
          link: DOCS,
        },
      },
    ),
    clientCredentials(
      '{{inputs.domain}}/oauth2/v1/token',
      [
        DOMAIN,
        { name: 'clientId', label: 'Client ID' },
        ...keyInputs(),
        { ...NEEDED_SCOPE, example: 'okta.users.read' },
      ],
      {
        id: 'organization',
        name: 'Okta’s own API (signed JWT)',
        by: 'private_key_jwt',
        guide: {
          steps: [
            'In the admin console open an API Services application and choose “Public key / Private key”.',
            'Grant the okta.… scopes it needs, and switch off DPoP.',
          ],
          link: 'https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/',
        },
      },
    ),
    authorizationCode(
      { authorize: `${SERVER}/v1/authorize`, token: TOKEN },
      [
        DOMAIN,
        AUTHORIZATION_SERVER,
        ...clientInputs(['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt']),
        { ...SCOPE, default: 'openid offline_access' },
        EXTRA,
      ],
      {
        issuer: SERVER,
        revocation: REVOCATION,
        guide: {
          steps: [
            'In the admin console open your application and add the redirect address below to the sign-in redirect URIs.',
            'Add the web origin to the trusted origins (Security, API) with CORS.',
          ],
          link: 'https://developer.okta.com/docs/guides/implement-grant-type/authcodepkce/main/',
        },
      },
    ),
  ],
  refusals: {
    codeAt: ['error', 'errorCode'],
    textAt: ['error_description', 'errorSummary'],
    advice: {
      invalid_scope:
        'Okta’s own okta.… scopes exist on the organization’s server only, and other scopes on custom ones only.',
    },
  },
});
