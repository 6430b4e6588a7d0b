import { defineProvider } from '../provider/define-provider';

const API = 'https://api.sesami.co';

/** Three headers at once, on every request. */
const APPLY = [
  { in: 'header' as const, name: 'x-api-key', value: '{{token.accessToken}}' },
  { in: 'header' as const, name: 'x-client-id', value: '{{inputs.clientId}}' },
  { in: 'header' as const, name: 'x-shop-id', value: '{{inputs.shopId}}' },
];

const ONE_TIME_CODE = 'This account needs a one-time code. Create the token in the admin portal instead.';

const SHOP_ID = {
  name: 'shopId',
  label: 'Shop ID',
  help: 'Shown in the shop selector of the admin portal. Not the Shopify shop ID.',
  example: '64b0c0ffee64b0c0ffee64b0',
};

/**
 * Sesami: a personal access token that belongs to one shop. The document's one `.com` address is a slip: every other one,
 * and the same line in the first version of that page, says `.co`.
 *
 * @see https://sesami.dev/docs/sesami-api/personal-access-token
 */
export default defineProvider({
  id: 'sesami',
  name: 'Sesami',
  version: 1,
  docs: 'https://sesami.dev/docs/sesami-api/personal-access-token',
  regions: [],
  pages: [`${API}/swagger`],
  apiOrigins: [API],
  methods: [
    {
      id: 'personal-access-token',
      name: 'Personal access token',
      guide: {
        steps: [
          'Sign in to the Sesami admin portal and open Tokens in the left panel.',
          'Press “Create Token”, enter a name and select the permissions, then press “Create”.',
          'Copy the client ID and the personal access token.',
        ],
        link: 'https://admin.sesami.co/token',
      },
      inputs: [
        { name: 'token', label: 'Personal access token', secret: true, strip: ['Bearer '] },
        { name: 'clientId', label: 'Client ID' },
        SHOP_ID,
        { name: 'expiresOn', label: 'Token expires on', type: 'date', optional: true },
      ],
      secretExpiresOn: 'expiresOn',
      steps: [],
      token: { accessToken: { from: '{{inputs.token}}' }, expiry: [{ dateInput: 'expiresOn' }] },
      renew: 'ask',
      apply: APPLY,
    },
    {
      id: 'create-with-login',
      name: 'Log in and create a token',
      summary: 'Your password is used once and not stored; the created token is kept as a connection.',
      guide: {
        steps: [
          'Use the e-mail and password of the Sesami admin portal. Accounts with a one-time code cannot be used here.',
          'The shop ID is in the portal’s shop selector.',
        ],
        link: 'https://admin.sesami.co/login',
      },
      inputs: [
        { name: 'email', label: 'E-mail', type: 'email', once: true },
        { name: 'password', label: 'Password', secret: true, once: true },
        SHOP_ID,
        { name: 'name', label: 'Token name', default: 'Tokenfill' },
        {
          name: 'permissions',
          label: 'Permissions',
          type: 'list',
          default: 'Read',
          help: 'One level a line: Read, Write or Manage. Each is asked for this shop.',
        },
        {
          name: 'expireAt',
          label: 'Lifetime',
          type: 'choice',
          default: 'NINETY',
          choices: [
            { value: 'THIRTY', label: '30 days' },
            { value: 'SIXTY', label: '60 days' },
            { value: 'NINETY', label: '90 days' },
            { value: 'NEVER', label: 'Never expires' },
          ],
        },
        {
          name: 'user',
          label: 'User ID',
          optional: true,
          help: 'Leave empty to create the token for the user who logs in.',
        },
      ],
      steps: [
        {
          id: 'login',
          method: 'POST',
          url: `${API}/api/v1/users/login/password`,
          body: { json: { email: '{{inputs.email}}', password: '{{inputs.password}}' } },
          // Documented as a GraphQL-like envelope on a REST path; the refresh call of the same API is flat.
          save: { accessToken: ['data.loginByPassword.access_token', 'access_token'] },
          claims: { of: 'accessToken', save: { userId: ['userId', 'user_id', 'user', 'sub'] } },
        },
        {
          id: 'create',
          method: 'POST',
          url: `${API}/api/v1/auth/access-token`,
          authentication: { type: 'bearer', token: '{{steps.login.accessToken}}' },
          creates: true,
          body: {
            json: {
              type: 'PERSONAL_ACCESS_TOKEN',
              personalAccessTokenRequest: {
                object: {
                  permissions: { each: 'permissions', value: 'Shop:{{inputs.shopId}}:{{each.item}}' },
                  expireAt: '{{inputs.expireAt}}',
                  shop: '{{inputs.shopId}}',
                  name: '{{inputs.name}}',
                  user: { first: ['{{inputs.user}}', '{{steps.login.userId}}'] },
                },
              },
            },
          },
        },
      ],
      token: {
        accessToken: { at: ['token'] },
        extras: { clientId: 'clientId' },
        expiry: [{ namedDaysAt: 'expireAt', days: { THIRTY: 30, SIXTY: 60, NINETY: 90 }, never: ['NEVER'] }],
      },
      renew: 'ask',
      becomes: {
        method: 'personal-access-token',
        inputs: {
          token: '{{token.accessToken}}',
          clientId: '{{token.clientId}}',
          shopId: '{{inputs.shopId}}',
          expiresOn: '{{token.expiresOn}}',
        },
      },
      apply: [],
    },
  ],
  refusals: {
    codeAt: ['0.constraints.0.name', 'error'],
    textAt: ['0.constraints.0.name', 'message'],
    advice: {
      correct_password: 'The e-mail or the password is wrong.',
      active_user: 'This account is not active.',
      login_strategy: 'This account may not log in with a password. Create the token in the admin portal instead.',
      existing_otp: ONE_TIME_CODE,
      valid_otp: ONE_TIME_CODE,
      valid_permissions: 'Your user may not give these permissions. Ask for fewer.',
      is_mongo_id: 'The shop ID or the user ID is not in Sesami’s form (24 characters, 0-9 and a-f).',
      forbidden: 'Personal access tokens may not be part of your plan.',
    },
    means: { correct_password: 'credentials_refused', valid_permissions: 'forbidden' },
  },
});
