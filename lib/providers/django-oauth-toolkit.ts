import { defineIdentityServer } from '../provider/define-provider';
import { clientInputs, EXTRA, SCOPE } from '../provider/oauth-inputs';
import { clientCredentials, revocationAt } from '../provider/oauth-methods';
import { authorizationCode } from '../provider/oauth-sign-in';

// The slash at the end matters: without it the server redirects and the POST is lost (docs/facts.md#podero-slash).
const TOKEN = '{{inputs.server}}/token/';
const REVOCATION = revocationAt('{{inputs.server}}/revoke_token/');
const DOCS = 'https://django-oauth-toolkit.readthedocs.io/en/latest/getting_started.html';
const WHERE = [
  {
    name: 'server',
    label: 'Server',
    type: 'url' as const,
    example: 'https://www.example.com/o',
    help: 'With the path that the project gave it, often /o or /oauth2.',
  },
];

/**
 * Django OAuth Toolkit, in somebody's Django project.
 *
 * @see docs/facts.md#django-oauth-toolkit
 */
export default defineIdentityServer({
  id: 'django-oauth-toolkit',
  name: 'Django OAuth Toolkit',
  version: 1,
  docs: DOCS,
  methods: [
    clientCredentials(TOKEN, [...WHERE, ...clientInputs(['client_secret_basic', 'client_secret_post']), SCOPE, EXTRA], {
      revocation: REVOCATION,
      guide: {
        steps: [
          'Open the project’s page for applications, often /o/applications/register/.',
          'Choose “Confidential” and “Client credentials”; copy the secret before saving, it is hashed then.',
        ],
        link: DOCS,
      },
    }),
    authorizationCode(
      { authorize: '{{inputs.server}}/authorize/', token: TOKEN },
      [...WHERE, ...clientInputs(['none', 'client_secret_basic', 'client_secret_post']), SCOPE, EXTRA],
      {
        revocation: REVOCATION,
        guide: {
          steps: [
            'Open the project’s page for applications, often /o/applications/register/.',
            'Choose “Authorization code” and add the redirect address below.',
          ],
          link: DOCS,
        },
      },
    ),
  ],
});
