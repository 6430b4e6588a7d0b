import { defineIdentityServer } from '../provider/define-provider';
import { AUDIENCE, clientInputs, EXTRA, SCOPE } from '../provider/oauth-inputs';
import { clientCredentials } from '../provider/oauth-methods';
import { authorizationCode } from '../provider/oauth-sign-in';

const TOKEN = '{{inputs.domain}}/oauth/token';
const DOCS = 'https://auth0.com/docs/get-started/authentication-and-authorization-flow';
const WHERE = [{ name: 'domain', label: 'Domain', type: 'url' as const, example: 'example.eu.auth0.com' }];
const API = {
  name: 'audience',
  label: 'Audience',
  example: 'https://api.example.com',
  help: 'The identifier of your API.',
};

/**
 * Auth0: the audience names the API; without it a token is good for nothing but the user's own profile.
 *
 * @see docs/facts.md#auth0
 */
export default defineIdentityServer({
  id: 'auth0',
  name: 'Auth0',
  version: 1,
  docs: DOCS,
  methods: [
    clientCredentials(
      TOKEN,
      [...WHERE, ...clientInputs(['client_secret_post', 'client_secret_basic', 'private_key_jwt']), API, SCOPE, EXTRA],
      {
        guide: {
          steps: [
            'In the dashboard open Applications and a machine-to-machine application.',
            'Copy domain, client ID and client secret; authorize the application for your API.',
          ],
          link: 'https://auth0.com/docs/get-started/authentication-and-authorization-flow/client-credentials-flow',
        },
      },
    ),
    authorizationCode(
      { authorize: '{{inputs.domain}}/authorize', token: TOKEN },
      [
        ...WHERE,
        ...clientInputs(['none', 'client_secret_post', 'private_key_jwt']),
        { ...AUDIENCE, ...API, optional: true },
        { ...SCOPE, default: 'openid offline_access' },
        EXTRA,
      ],
      {
        issuer: '{{inputs.domain}}/',
        guide: {
          steps: [
            'In the dashboard open your application.',
            'Add the redirect address below to the allowed callback URLs.',
          ],
          link: 'https://auth0.com/docs/get-started/authentication-and-authorization-flow/authorization-code-flow-with-pkce',
        },
      },
    ),
  ],
  refusals: {
    codeAt: ['error'],
    textAt: ['error_description'],
    // Auth0's own word for a client that may not do this (403).
    means: { access_denied: 'forbidden' },
    advice: {
      access_denied: 'Check the client secret, the audience, and that the application is authorized for this API.',
    },
  },
});
