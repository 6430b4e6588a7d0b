import { defineProvider } from '../provider/define-provider';

/** Both lists of servers, EU and US, are on every Port docs page, whatever its host. */
const PAGES = [
  'https://api.port.io/swagger/',
  'https://api.us.port.io/swagger/',
  'https://api.getport.io/swagger/',
  'https://api.us.getport.io/swagger/',
];

/**
 * Port: client id and secret as JSON. The same token comes back until it expires, so only `expiresIn` says how long it
 * still lives.
 *
 * @see https://docs.port.io/api-reference/port-api
 */
export default defineProvider({
  id: 'port',
  name: 'Port',
  version: 1,
  docs: 'https://docs.port.io/api-reference/port-api',
  // The company moved from getport.io to port.io; both names answer for the same data.
  formerly: ['https://api.getport.io', 'https://api.us.getport.io'],
  regions: [
    {
      id: 'eu',
      name: 'EU',
      environment: 'EU',
      values: { host: 'api.port.io', other: 'api.getport.io', app: 'app.port.io' },
    },
    {
      id: 'us',
      name: 'US',
      environment: 'US',
      values: { host: 'api.us.port.io', other: 'api.us.getport.io', app: 'app.us.port.io' },
    },
    {
      id: 'eu-getport',
      name: 'EU, api.getport.io',
      environment: 'EU',
      values: { host: 'api.getport.io', other: 'api.port.io', app: 'app.port.io' },
    },
    {
      id: 'us-getport',
      name: 'US, api.us.getport.io',
      environment: 'US',
      values: { host: 'api.us.getport.io', other: 'api.us.port.io', app: 'app.us.port.io' },
    },
  ],
  pages: PAGES,
  apiOrigins: ['https://{{region.host}}', 'https://{{region.other}}'],
  methods: [
    {
      id: 'client-credentials',
      name: 'Client ID and secret',
      guide: {
        steps: [
          'Open Port and click … in the top right corner, then Credentials.',
          'Copy the client ID and the client secret of your organization, or your personal ones.',
        ],
        link: 'https://{{region.app}}/',
      },
      inputs: [
        { name: 'clientId', label: 'Client ID' },
        { name: 'clientSecret', label: 'Client secret', secret: true },
      ],
      steps: [
        {
          id: 'token',
          method: 'POST',
          url: 'https://{{region.host}}/v1/auth/access_token',
          body: { json: { clientId: '{{inputs.clientId}}', clientSecret: '{{inputs.clientSecret}}' } },
        },
      ],
      token: {
        accessToken: { at: ['accessToken'] },
        tokenType: { at: 'tokenType' },
        expiry: [{ secondsAt: 'expiresIn' }],
      },
      renew: 'repeat',
      apply: [{ in: 'header', name: 'Authorization', value: '{{token.tokenType}} {{token.accessToken}}' }],
    },
  ],
  refusals: {
    codeAt: ['error'],
    textAt: ['message', 'error'],
    advice: {},
    onRefused: 'Check the region too: EU credentials do not work in the US, nor the other way round.',
  },
});
