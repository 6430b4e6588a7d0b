import { defineProvider } from '../provider/define-provider';
import { clientInputs, EXTRA } from '../provider/oauth-inputs';
import { clientCredentials } from '../provider/oauth-methods';
import { authorizationCode } from '../provider/oauth-sign-in';

const TENANT = 'https://{{region.host}}/{{inputs.tenant}}/oauth2/v2.0';
const TOKEN = `${TENANT}/token`;
const DOCS = 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow';
const WHERE = [{ name: 'tenant', label: 'Tenant', help: 'Directory (tenant) ID or a domain of yours.' }];

/**
 * Microsoft Entra ID, v2.0 endpoint. There is no audience: the scope names the API.
 *
 * @see docs/facts.md#entra-id
 */
export default defineProvider({
  id: 'entra-id',
  name: 'Microsoft Entra ID',
  group: 'identity',
  version: 1,
  docs: DOCS,
  regions: [
    { id: 'global', name: 'Global', environment: 'GLOBAL', values: { host: 'login.microsoftonline.com' } },
    { id: 'us-government', name: 'US Government', environment: 'GOV', values: { host: 'login.microsoftonline.us' } },
    {
      id: 'china',
      name: 'China (21Vianet)',
      environment: 'CHINA',
      values: { host: 'login.partner.microsoftonline.cn' },
    },
  ],
  pages: [],
  apiOrigins: [],
  methods: [
    clientCredentials(
      TOKEN,
      [
        ...WHERE,
        ...clientInputs(['client_secret_post', 'client_secret_basic', 'private_key_jwt']),
        { name: 'scope', label: 'Scope', example: 'api://<application id>/.default', help: 'Ends with /.default.' },
        EXTRA,
      ],
      {
        guide: {
          steps: [
            'In the Entra admin center open App registrations and your application.',
            'Make a secret under Certificates & secrets: the value is shown once, and it is not the secret’s ID.',
          ],
          link: DOCS,
        },
      },
    ),
    authorizationCode(
      { authorize: `${TENANT}/authorize`, token: TOKEN },
      [
        ...WHERE,
        ...clientInputs(['none', 'client_secret_post', 'private_key_jwt']),
        {
          name: 'scope',
          label: 'Scope',
          example: 'api://<application id>/read offline_access',
          help: 'Of your API; offline_access for a refresh token.',
        },
        EXTRA,
      ],
      {
        guide: {
          steps: [
            'In App registrations open your application, then Authentication.',
            'Add the redirect address below to the platform “Single-page application”: it lets browsers ask for tokens.',
          ],
          link: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
        },
      },
    ),
  ],
  refusals: {
    codeAt: ['error'],
    textAt: ['error_description'],
    advice: {
      invalid_client: 'Check that it is the secret’s value and not its ID, and that it has not expired.',
      invalid_scope: 'For client credentials the scope is the API’s application ID URI with /.default at the end.',
      invalid_request:
        'A browser may redeem a code only for redirect addresses of the platform “Single-page application”.',
    },
  },
});
