import { defineProvider } from '../provider/define-provider';

const GUIDE_LINK = 'https://success.panaya.com/docs/how-to-create-your-token';
const CREATE_STEPS = [
  'In Panaya open Settings, Security, Generate & Manage API Tokens. Your user needs the “API Execute” permission.',
  'Press “Generate API Token” and choose the type.',
  'Copy the token: Panaya shows it only this once.',
];

/**
 * Panaya: two kinds of token. Both end up in `X-Auth-Token`, without any "Bearer".
 *
 * @see https://success.panaya.com/docs/how-to-create-your-token
 */
export default defineProvider({
  id: 'panaya',
  name: 'Panaya',
  version: 1,
  docs: 'https://success.panaya.com/docs/how-to-authenticate-to-panaya-via-api-with-an-access-token',
  regions: [
    { id: 'my', name: 'my.panaya.com', environment: 'MY', values: { host: 'my.panaya.com' } },
    { id: 'emea', name: 'emea.panaya.com', environment: 'EMEA', values: { host: 'emea.panaya.com' } },
  ],
  pages: ['https://{{region.host}}/api/swagger-ui.html'],
  apiOrigins: ['https://{{region.host}}'],
  methods: [
    {
      id: 'api-token',
      name: 'API token',
      summary: 'Recommended by Panaya. Does not expire and needs no login call.',
      guide: { steps: [...CREATE_STEPS, 'Choose “API Token”.'], link: GUIDE_LINK },
      inputs: [
        {
          name: 'email',
          label: 'Login e-mail',
          type: 'email',
          help: 'Exactly as in Panaya’s user management: case matters.',
        },
        {
          name: 'apiToken',
          label: 'API token',
          secret: true,
          help: 'A pasted “email:token” is taken apart.',
          strip: ['{{inputs.email}}:'],
          split: { into: ['email', 'apiToken'], first: 'email' },
        },
      ],
      steps: [],
      token: { accessToken: { from: '{{inputs.email}}:{{inputs.apiToken}}' }, expiry: [{ never: true }] },
      renew: 'ask',
      apply: [{ in: 'header', name: 'X-Auth-Token', value: '{{token.accessToken}}' }],
    },
    {
      id: 'access-token',
      name: 'Access token',
      summary: 'Exchanged for a token that lives for one hour.',
      guide: { steps: [...CREATE_STEPS, 'Choose “Access Token” and an expiry date.'], link: GUIDE_LINK },
      inputs: [
        {
          name: 'email',
          label: 'Login e-mail',
          type: 'email',
          help: 'Exactly as in Panaya’s user management: case matters.',
        },
        {
          name: 'accessToken',
          label: 'Access token',
          secret: true,
          strip: ['{{inputs.email}}:'],
          split: { into: ['email', 'accessToken'], first: 'email' },
        },
        {
          name: 'expiresOn',
          label: 'Access token expires on',
          type: 'date',
          optional: true,
          help: 'The date you chose in Panaya, so that you can be reminded.',
        },
      ],
      secretExpiresOn: 'expiresOn',
      steps: [
        {
          id: 'login',
          method: 'POST',
          url: 'https://{{region.host}}/api/accesstoken',
          body: { form: { username: '{{inputs.email}}', token: '{{inputs.accessToken}}' } },
        },
      ],
      token: {
        accessToken: { at: ['token'] },
        // One hour says the documentation; the answer does not.
        expiry: [{ fixedSeconds: 3600 }],
      },
      renew: 'repeat',
      apply: [{ in: 'header', name: 'X-Auth-Token', value: '{{token.accessToken}}' }],
    },
  ],
  refusals: {
    codeAt: ['error'],
    textAt: ['message', 'error'],
    advice: {},
    onRefused: 'Panaya’s user names are case-sensitive: write the e-mail exactly as in Panaya’s user management.',
  },
});
