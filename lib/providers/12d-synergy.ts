import { defineProvider } from '../provider/define-provider';

const AUTH = '{{inputs.server}}/api/v1/auth';
const BEARER = { type: 'bearer' as const, token: '{{inputs.token}}' };

/**
 * 12d Synergy: every customer has a server of their own, often on plain http inside a company network. The first token is
 * made in the web app; with it further ones are listed, created and deleted.
 *
 * @see https://help.12dsynergy.com/docs/getpersonalaccesstokenpat
 */
export default defineProvider({
  id: '12d-synergy',
  name: '12d Synergy',
  version: 3,
  docs: 'https://help.12dsynergy.com/docs/getpersonalaccesstokenpat',
  regions: [],
  baseUrl: 'server',
  pages: ['{{inputs.server}}/api-docs/ui/index', '{{inputs.server}}/swagger'],
  pagePaths: ['/api-docs/ui/index'],
  apiOrigins: ['{{inputs.server}}'],
  methods: [
    {
      id: 'personal-access-token',
      name: 'Personal access token',
      guide: {
        steps: [
          'In the 12d Synergy web app open your Profile, then Personal Access Tokens.',
          'Create a token (180 days at most) and copy it: it is shown only this once.',
          'No such page? An administrator switches it on in System Settings, Web.',
        ],
        link: 'https://help.12dsynergy.com/docs/generateapersonalaccesstokenpatinwebclient',
      },
      inputs: [
        {
          name: 'server',
          label: 'Server address',
          type: 'url',
          example: 'https://synergy.example.com',
          help: 'With the port, if there is one.',
        },
        { name: 'token', label: 'Personal access token', secret: true, strip: ['Bearer '] },
        { name: 'expiresOn', label: 'Token expires on', type: 'date', optional: true },
      ],
      secretExpiresOn: 'expiresOn',
      steps: [],
      token: {
        accessToken: { from: '{{inputs.token}}' },
        tokenType: { is: 'Bearer' },
        expiry: [{ dateInput: 'expiresOn' }],
      },
      renew: 'ask',
      apply: [{ in: 'header', name: 'Authorization', value: 'Bearer {{token.accessToken}}' }],
    },
  ],
  refusals: { codeAt: [''], textAt: [''], advice: {} },
  verify: { id: 'verify', method: 'GET', url: `${AUTH}/getPersonalAccessTokens`, authentication: BEARER },
  inventory: {
    list: {
      step: { id: 'list', method: 'GET', url: `${AUTH}/getPersonalAccessTokens`, authentication: BEARER },
      itemsAt: '',
      idAt: 'ID',
      nameAt: 'Name',
      createdAt: 'CreatedOn',
      expiresAt: 'Expiry',
      columns: [
        { label: 'User', at: 'UserID.IDString' },
        {
          // Not documented; 0 stands on a long-lived sample and 1 on one about to expire, as the two reminder mails suggest.
          label: 'Reminder',
          at: 'ExpiryReminderState',
          words: { '0': 'none sent', '1': 'first reminder sent', '2': 'expiry notice sent' },
        },
      ],
    },
    create: {
      nameIn: 'name',
      inputs: [
        { name: 'name', label: 'Token name', default: 'Tokenfill' },
        {
          name: 'clientId',
          label: 'Program',
          default: 'Tokenfill',
          help: 'Free text, called client ID by 12d Synergy: what uses the token.',
        },
        { name: 'days', label: 'Expires in days', type: 'number', default: '180', min: 1, max: 180 },
      ],
      step: {
        id: 'create',
        method: 'POST',
        url: `${AUTH}/generate-pat`,
        authentication: BEARER,
        creates: true,
        body: {
          json: {
            ClientId: '{{create.clientId}}',
            Name: '{{create.name}}',
            ExpireInDays: { number: '{{create.days}}' },
          },
        },
      },
      // The whole body is the token.
      tokenAt: '',
      becomes: {
        method: 'personal-access-token',
        inputs: { server: '{{inputs.server}}', token: '{{created.token}}' },
      },
    },
    revoke: {
      id: 'revoke',
      method: 'POST',
      url: `${AUTH}/delete-pat?id={{item.id}}`,
      authentication: BEARER,
      body: { empty: true },
    },
  },
});
