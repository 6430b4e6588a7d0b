import { defineIdentityServer } from '../provider/define-provider';
import { clientInputs, EXTRA, SCOPE } from '../provider/oauth-inputs';
import { clientCredentials, revocationAt } from '../provider/oauth-methods';
import { authorizationCode } from '../provider/oauth-sign-in';

const TOKEN = '{{inputs.issuer}}/oauth2/token';
const REVOCATION = revocationAt('{{inputs.issuer}}/oauth2/revoke');
const DOCS = 'https://docs.spring.io/spring-authorization-server/reference/protocol-endpoints.html';
const GUIDE = { steps: ['Ask who runs the server for a registered client.'], link: DOCS };
const WHERE = [{ name: 'issuer', label: 'Issuer', type: 'url' as const, example: 'https://login.example.com' }];
const WAYS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;

/**
 * Spring Authorization Server with its default addresses.
 *
 * @see docs/facts.md#spring-authorization-server
 */
export default defineIdentityServer({
  id: 'spring-authorization-server',
  name: 'Spring Authorization Server',
  version: 1,
  docs: DOCS,
  methods: [
    clientCredentials(TOKEN, [...WHERE, ...clientInputs(WAYS), SCOPE, EXTRA], { guide: GUIDE, revocation: REVOCATION }),
    authorizationCode(
      { authorize: '{{inputs.issuer}}/oauth2/authorize', token: TOKEN },
      [...WHERE, ...clientInputs(['none', ...WAYS]), { ...SCOPE, default: 'openid' }, EXTRA],
      { guide: GUIDE, revocation: REVOCATION },
    ),
  ],
});
