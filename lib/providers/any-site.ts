import { defineProvider } from '../provider/define-provider';

const GUIDE = {
  steps: ['Get a token or key the way this site tells you, for example from its settings page.', 'Paste it here.'],
  link: 'https://swagger.io/docs/specification/v3_0/authentication/',
};
const EXPIRES_ON = { name: 'expiresOn', label: 'Expires on', type: 'date' as const, optional: true as const };

/** Any site with a docs page: a pasted token. Bound to the tab's own origin, which the form shows; nothing is obtained. */
export default defineProvider({
  id: 'any-site',
  name: 'Any site',
  group: 'standard',
  version: 1,
  docs: 'https://swagger.io/docs/specification/v3_0/authentication/',
  regions: [],
  pages: [],
  apiOrigins: [],
  methods: [
    {
      id: 'header',
      name: 'Token in a header',
      guide: GUIDE,
      inputs: [
        { name: 'token', label: 'Token', secret: true, strip: ['Bearer '] },
        { name: 'header', label: 'Header', default: 'Authorization' },
        {
          name: 'prefix',
          label: 'Prefix',
          type: 'choice',
          optional: true,
          default: 'Bearer',
          choices: [
            { value: 'Bearer', label: 'Bearer' },
            { value: 'Token', label: 'Token' },
            { value: 'ApiKey', label: 'ApiKey' },
            { value: '', label: 'none' },
          ],
        },
        EXPIRES_ON,
      ],
      secretExpiresOn: 'expiresOn',
      steps: [],
      token: {
        accessToken: { from: '{{inputs.token}}' },
        expiry: [{ dateInput: 'expiresOn' }],
      },
      renew: 'ask',
      apply: [{ in: 'header', name: '{{inputs.header}}', value: '{{inputs.prefix}} {{token.accessToken}}' }],
    },
    {
      id: 'query',
      name: 'Key in the address',
      summary: 'Keys in addresses end up in logs and histories. Prefer a header where the site offers one.',
      guide: GUIDE,
      inputs: [
        { name: 'token', label: 'Key', secret: true },
        { name: 'parameter', label: 'Parameter', example: 'api_key' },
        EXPIRES_ON,
      ],
      secretExpiresOn: 'expiresOn',
      steps: [],
      token: { accessToken: { from: '{{inputs.token}}' }, expiry: [{ dateInput: 'expiresOn' }] },
      renew: 'ask',
      apply: [{ in: 'query', name: '{{inputs.parameter}}', value: '{{token.accessToken}}' }],
    },
    {
      id: 'basic',
      name: 'User name and password',
      guide: GUIDE,
      inputs: [
        { name: 'username', label: 'User name' },
        { name: 'password', label: 'Password', secret: true },
      ],
      steps: [],
      // There is no token: the pair itself goes into the page.
      token: { accessToken: { from: 'user-name-and-password' }, expiry: [{ never: true }] },
      renew: 'ask',
      apply: [{ in: 'basic', username: '{{inputs.username}}', password: '{{inputs.password}}' }],
    },
  ],
});
