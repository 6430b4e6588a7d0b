import { defineIdentityServer } from '../provider/define-provider';
import { clientInputs, EXTRA, SCOPE } from '../provider/oauth-inputs';
import { clientCredentials } from '../provider/oauth-methods';
import { authorizationCode } from '../provider/oauth-sign-in';

const TOKEN = '{{inputs.domain}}/oauth2/token';
const DOCS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html';
const WHERE = [
  {
    name: 'domain',
    label: 'Domain',
    type: 'url' as const,
    help: 'Of the user pool, also your own.',
    example: 'example.auth.eu-central-1.amazoncognito.com',
  },
];

/**
 * AWS Cognito user pools. Machine tokens are asked for with scopes of a resource server.
 *
 * @see docs/facts.md#cognito
 */
export default defineIdentityServer({
  id: 'cognito',
  name: 'AWS Cognito',
  version: 1,
  docs: DOCS,
  methods: [
    clientCredentials(
      TOKEN,
      [
        ...WHERE,
        ...clientInputs(['client_secret_basic', 'client_secret_post']),
        { ...SCOPE, example: 'resource-server/read', help: 'Empty: every scope of the client.' },
        EXTRA,
      ],
      {
        guide: {
          steps: ['In the AWS console open the user pool and its app clients.', 'Copy client ID and client secret.'],
          link: DOCS,
        },
      },
    ),
    authorizationCode(
      { authorize: '{{inputs.domain}}/oauth2/authorize', token: TOKEN },
      [
        ...WHERE,
        ...clientInputs(['none', 'client_secret_basic', 'client_secret_post']),
        { ...SCOPE, default: 'openid' },
        EXTRA,
      ],
      {
        guide: {
          steps: [
            'In the user pool open the app client.',
            'Add the redirect address below to the allowed callback URLs.',
          ],
          link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html',
        },
      },
    ),
  ],
});
