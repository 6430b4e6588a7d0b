import { defineProvider } from '../provider/define-provider';
import {
  AUDIENCE,
  AUTHORIZATION_URL,
  BODY_FORMAT,
  clientInputs,
  EXTRA,
  ISSUER,
  keyInputs,
  NAMES_ISSUER,
  RESOURCE,
  SCOPE,
  TOKEN_URL,
} from '../provider/oauth-inputs';
import { clientCredentials, jwtBearer, passwordGrant } from '../provider/oauth-methods';
import { authorizationCode } from '../provider/oauth-sign-in';

const URL = '{{inputs.tokenUrl}}';
const FIND_TOKEN = { issuer: 'issuer', into: { tokenUrl: 'token_endpoint' } } as const;
const FIND_BOTH = {
  issuer: 'issuer',
  into: {
    tokenUrl: 'token_endpoint',
    authorizationUrl: 'authorization_endpoint',
    namesIssuer: 'authorization_response_iss_parameter_supported',
  },
} as const;
const OPTIONS = [SCOPE, { ...AUDIENCE, more: true as const }, RESOURCE, EXTRA, BODY_FORMAT];
const LINK = 'https://oauth.net/2/grant-types/';
const GUIDE = {
  steps: ['Register a client at your authorization server.', 'Copy its token address, client ID and secret or key.'],
  link: LINK,
};

/**
 * Any authorization server that follows the standard.
 *
 * @see RFC 6749, RFC 7523, RFC 8707
 */
export default defineProvider({
  id: 'oauth2',
  name: 'OAuth 2.0 (generic)',
  group: 'standard',
  version: 1,
  docs: 'https://oauth.net/2/',
  regions: [],
  pages: [],
  apiOrigins: [],
  methods: [
    clientCredentials(
      URL,
      [
        ISSUER,
        TOKEN_URL,
        ...clientInputs([
          'client_secret_basic',
          'client_secret_basic_raw',
          'client_secret_post',
          'client_secret_jwt',
          'private_key_jwt',
        ]),
        ...OPTIONS,
      ],
      { guide: GUIDE, discovery: FIND_TOKEN },
    ),
    authorizationCode(
      { authorize: '{{inputs.authorizationUrl}}', token: URL },
      [
        ISSUER,
        NAMES_ISSUER,
        AUTHORIZATION_URL,
        TOKEN_URL,
        ...clientInputs([
          'none',
          'client_secret_basic',
          'client_secret_basic_raw',
          'client_secret_post',
          'client_secret_jwt',
          'private_key_jwt',
        ]),
        { ...SCOPE, help: 'Separated by spaces. Add offline_access where the provider gives refresh tokens for it.' },
        ...OPTIONS.slice(1),
      ],
      { guide: GUIDE, discovery: FIND_BOTH, issuer: '{{inputs.issuer}}', namesIssuer: '{{inputs.namesIssuer}}' },
    ),
    jwtBearer(
      URL,
      [
        ISSUER,
        TOKEN_URL,
        { name: 'issuedBy', label: 'Issuer of the statement', help: 'Often the client ID or a service account.' },
        { name: 'subject', label: 'Subject', optional: true, help: 'For whom the token is; empty where not needed.' },
        ...keyInputs(),
        { name: 'clientId', label: 'Client ID', optional: true, more: true },
        ...OPTIONS,
      ],
      {
        discovery: FIND_TOKEN,
        guide: { steps: ['Create a key for a service account or client.', 'Paste its private key here.'], link: LINK },
      },
    ),
    passwordGrant(
      URL,
      [
        ISSUER,
        TOKEN_URL,
        { name: 'username', label: 'User name' },
        { name: 'password', label: 'Password', secret: true },
        ...clientInputs([
          'client_secret_basic',
          'client_secret_basic_raw',
          'client_secret_post',
          'client_secret_jwt',
          'private_key_jwt',
          'none',
        ]),
        ...OPTIONS,
      ],
      {
        guide: GUIDE,
        discovery: FIND_TOKEN,
        summary: 'Only where the server offers nothing else: the password is kept to renew the token.',
      },
    ),
  ],
});
