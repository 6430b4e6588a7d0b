import { defineProvider } from '../provider/define-provider';
import type { Expiry } from '../provider/definition';

/** The orders in which such answers were seen to name their token; "" is a bare string. */
const TOKEN_AT = [
  ...['access_token', 'accessToken', 'token', 'jwt', 'id_token', 'idToken', 'jwtToken', 'authToken'],
  ...['AccessToken', 'Token', 'data.accessToken', 'data.access_token', 'data.token', 'data.jwt'],
  ...['token.accessToken', 'token.access_token', 'data.token.access_token', 'value.token', 'tokens.access.token'],
  ...['result.accessToken', 'result.token', ''],
];
const LIFETIMES = ['expires_in', 'expiresIn', 'data.expires_in', 'data.expiresIn'];
const MOMENTS = ['expires_at', 'expiresAt', 'data.expires_at', 'data.expiresAt'];
/** As a date, or as a number that is one in one unit only. */
const momentAt = (path: string): Expiry[] => [
  { dateAt: path },
  { epochAt: path, unit: 'seconds' },
  { epochAt: path, unit: 'milliseconds' },
];
const LINK = 'https://swagger.io/docs/specification/v3_0/authentication/bearer-authentication/';

/**
 * A login of somebody's own making: user name and password as JSON or as a form, and a token somewhere in the answer.
 *
 * @see docs/facts.md#json-login
 */
export default defineProvider({
  id: 'json-login',
  name: 'Login (POST)',
  group: 'standard',
  version: 2,
  docs: LINK,
  regions: [],
  pages: [],
  apiOrigins: [],
  methods: [
    {
      id: 'login',
      name: 'User name and password',
      summary: 'The password is kept to renew the token.',
      guide: {
        steps: ['Find the login operation on the docs page.', 'Copy its address and the names of its two fields.'],
        link: LINK,
      },
      inputs: [
        { name: 'loginUrl', label: 'Login address', type: 'endpoint', example: 'https://api.example.com/auth/login' },
        { name: 'userField', label: 'Name of the user field', default: 'username' },
        { name: 'user', label: 'User name or e-mail' },
        { name: 'passwordField', label: 'Name of the password field', default: 'password' },
        { name: 'password', label: 'Password', secret: true },
        { name: 'header', label: 'Header', default: 'Authorization', more: true },
        {
          name: 'prefix',
          label: 'Prefix',
          type: 'choice',
          optional: true,
          default: 'Bearer',
          more: true,
          choices: [
            { value: 'Bearer', label: 'Bearer' },
            { value: 'Token', label: 'Token' },
            { value: 'JWT', label: 'JWT' },
            { value: '', label: 'none' },
          ],
        },
        {
          name: 'bodyFormat',
          label: 'Sent as',
          type: 'choice',
          default: 'json',
          more: true,
          choices: [
            { value: 'json', label: 'JSON' },
            { value: 'form', label: 'Form' },
          ],
        },
      ],
      steps: [
        {
          id: 'login',
          method: 'POST',
          url: '{{inputs.loginUrl}}',
          once: true,
          body: {
            pairs: [
              { name: '{{inputs.userField}}', value: '{{inputs.user}}' },
              { name: '{{inputs.passwordField}}', value: '{{inputs.password}}' },
            ],
            as: '{{inputs.bodyFormat}}',
          },
        },
      ],
      token: {
        accessToken: { at: TOKEN_AT },
        expiry: [...LIFETIMES.map((path) => ({ secondsAt: path })), ...MOMENTS.flatMap(momentAt)],
      },
      renew: 'repeat',
      apply: [{ in: 'header', name: '{{inputs.header}}', value: '{{inputs.prefix}} {{token.accessToken}}' }],
    },
  ],
  refusals: {
    codeAt: ['error', 'code'],
    textAt: ['message', 'error_description', 'detail', 'error', 'title'],
    advice: {},
  },
});
