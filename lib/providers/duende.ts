import { defineIdentityServer } from '../provider/define-provider';
import { clientInputs, EXTRA, SCOPE } from '../provider/oauth-inputs';
import { clientCredentials, passwordGrant, revocationAt } from '../provider/oauth-methods';
import { authorizationCode } from '../provider/oauth-sign-in';

const TOKEN = '{{inputs.authority}}/connect/token';
const REVOCATION = revocationAt('{{inputs.authority}}/connect/revocation');
const DOCS = 'https://docs.duendesoftware.com/identityserver/reference/endpoints/token/';
const GUIDE = { steps: ['Ask who runs the server for a client of your own.'], link: DOCS };
const WHERE = [{ name: 'authority', label: 'Authority', type: 'url' as const, example: 'https://login.example.com' }];
const WAYS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;

/**
 * Duende IdentityServer and IdentityServer4; OpenIddict has the same addresses.
 *
 * @see docs/facts.md#duende
 */
export default defineIdentityServer({
  id: 'duende',
  name: 'Duende IdentityServer',
  version: 1,
  docs: DOCS,
  methods: [
    clientCredentials(TOKEN, [...WHERE, ...clientInputs(WAYS), SCOPE, EXTRA], { guide: GUIDE, revocation: REVOCATION }),
    authorizationCode(
      { authorize: '{{inputs.authority}}/connect/authorize', token: TOKEN },
      [...WHERE, ...clientInputs(['none', ...WAYS]), { ...SCOPE, default: 'openid offline_access' }, EXTRA],
      { guide: GUIDE, revocation: REVOCATION },
    ),
    passwordGrant(
      TOKEN,
      [
        ...WHERE,
        { name: 'username', label: 'User name' },
        { name: 'password', label: 'Password', secret: true },
        ...clientInputs([...WAYS, 'none']),
        SCOPE,
        EXTRA,
      ],
      { guide: GUIDE, revocation: REVOCATION },
    ),
  ],
});
