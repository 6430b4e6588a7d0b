import { defineIdentityServer } from '../provider/define-provider';
import { clientInputs, EXTRA, SCOPE } from '../provider/oauth-inputs';
import { clientCredentials, revocationAt } from '../provider/oauth-methods';
import { authorizationCode } from '../provider/oauth-sign-in';

const REALM = '{{inputs.server}}/realms/{{inputs.realm}}';
const TOKEN = `${REALM}/protocol/openid-connect/token`;
const REVOCATION = revocationAt(`${REALM}/protocol/openid-connect/revoke`);
const LINK = 'https://www.keycloak.org/docs/latest/server_admin/';
const WHERE = [
  {
    name: 'server',
    label: 'Server',
    type: 'url' as const,
    example: 'https://login.example.com',
    help: 'Older servers have /auth at the end.',
  },
  { name: 'realm', label: 'Realm', example: 'master' },
];

/**
 * Keycloak: every realm is an issuer of its own.
 *
 * @see docs/facts.md#keycloak
 */
export default defineIdentityServer({
  id: 'keycloak',
  name: 'Keycloak',
  version: 1,
  docs: LINK,
  methods: [
    clientCredentials(
      TOKEN,
      [...WHERE, ...clientInputs(['client_secret_basic', 'client_secret_post', 'private_key_jwt']), SCOPE, EXTRA],
      {
        revocation: REVOCATION,
        guide: {
          steps: [
            'In the admin console open Clients, then your client.',
            'Switch on client authentication and service accounts roles.',
            'Copy the secret from the tab Credentials.',
          ],
          link: LINK,
        },
      },
    ),
    authorizationCode(
      { authorize: `${REALM}/protocol/openid-connect/auth`, token: TOKEN },
      [
        ...WHERE,
        ...clientInputs(['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt']),
        { ...SCOPE, default: 'openid' },
        EXTRA,
      ],
      {
        issuer: REALM,
        revocation: REVOCATION,
        guide: {
          steps: [
            'In the admin console open Clients, then your client, and switch on the standard flow.',
            'Add the redirect address below to the valid redirect URIs, and the web origin to the web origins.',
          ],
          link: LINK,
        },
      },
    ),
  ],
  refusals: {
    codeAt: ['error'],
    textAt: ['error_description'],
    advice: { invalid_client: 'Check the realm too: a client of another realm is unknown here.' },
  },
});
