import { defineProvider } from '../provider/define-provider';

const TOKEN_URL = 'https://{{region.host}}/oauth2/token/';

/**
 * Podero Partner API: client credentials on what behaves like Django OAuth Toolkit with a JSON body.
 *
 * @see https://developers.podero.com/partner-api/overview/authentication
 */
export default defineProvider({
  id: 'podero',
  name: 'Podero',
  version: 1,
  docs: 'https://developers.podero.com/partner-api/overview/authentication',
  regions: [
    { id: 'live', name: 'Live', environment: 'LIVE', values: { host: 'app.podero.com' } },
    { id: 'sandbox', name: 'Sandbox', environment: 'SANDBOX', values: { host: 'sandbox-app.podero.com' } },
  ],
  pages: ['https://{{region.host}}/api/partners/v2.0/docs'],
  apiOrigins: ['https://{{region.host}}'],
  methods: [
    {
      id: 'client-credentials',
      name: 'Client credentials',
      guide: {
        steps: [
          'Sign in to Podero and open the page below to register an application.',
          'Choose client type “Confidential” and grant type “Client credentials”; leave the redirect URIs empty.',
          'Copy the client secret before you press Save: Podero shows it only this once.',
        ],
        link: 'https://{{region.host}}/oauth2/applications/register/',
      },
      inputs: [
        {
          name: 'clientId',
          label: 'Client ID',
          help: 'You may also paste the whole “Basic …” value; it is taken apart.',
          split: { prefix: 'Basic ', base64: true, into: ['clientId', 'clientSecret'] },
        },
        { name: 'clientSecret', label: 'Client secret', secret: true },
      ],
      steps: [
        {
          id: 'token',
          method: 'POST',
          // The slash at the end matters: without it the server redirects and the POST is lost (measured).
          url: TOKEN_URL,
          headers: { 'Cache-Control': 'no-cache' },
          authentication: {
            type: 'basic',
            username: '{{inputs.clientId}}',
            password: '{{inputs.clientSecret}}',
            // Django OAuth Toolkit decodes both parts (measured), as RFC 6749 §2.3.1 says.
            encoding: 'form',
          },
          body: { json: { grant_type: 'client_credentials' } },
        },
      ],
      token: {
        accessToken: { at: ['access_token'] },
        tokenType: { at: 'token_type' },
        scopeAt: 'scope',
        expiry: [{ secondsAt: 'expires_in' }],
      },
      renew: 'repeat',
      apply: [{ in: 'header', name: 'Authorization', value: '{{token.tokenType}} {{token.accessToken}}' }],
    },
  ],
  refusals: {
    codeAt: ['error'],
    textAt: ['error_description', 'detail'],
    advice: {
      invalid_client:
        'Wrong client ID or secret, or credentials of the other environment: live credentials do not work in the sandbox.',
    },
  },
});
