import { createHash } from 'node:crypto';

/**
 * Credentials to try Tokenfill with. All of them are made up, say so, and open nothing but these local servers. They are the
 * same at every start, so that a person can paste them twice and a test can name them.
 */

/** `label`, filled up with letters and digits that follow from it, to exactly `length` characters. */
function madeUp(label: string, length: number): string {
  let filler = '';
  for (let round = 0; filler.length < length; round += 1) {
    filler += createHash('sha256').update(`${label} ${round}`).digest('base64').replaceAll(/[+/=]/g, '');
  }
  return (label + filler).slice(0, length);
}

/** A Mongo object id: 24 hex digits. Begins with `de30` ("demo") so that it is known for one at sight. */
const mongoId = (label: string): string => `de30${createHash('sha256').update(label).digest('hex').slice(0, 20)}`;

/** Podero: the OAuth toolkit of Django makes secrets of 128 letters and digits (docs/facts.md#podero). */
const podero = (environment: string, host: string) => ({
  origin: `https://${host}`,
  host,
  clientId: `demo-podero-client-${environment}`,
  clientSecret: madeUp(`MadeUpPoderoSecretFor${environment}`, 128),
  tokenUrl: `https://${host}/oauth2/token/`,
  apiUrl: `https://${host}/api/partners/v2.0/users`,
  docsPage: `https://${host}/api/partners/v2.0/docs`,
});

const port = (region: string, host: string, formerHost: string) => ({
  origin: `https://${host}`,
  host,
  /** The name before the move to port.io; the same server (docs/facts.md#port). */
  formerHost,
  clientId: `demo-port-client-${region}`,
  clientSecret: madeUp(`made-up-port-secret-${region}-`, 64),
  tokenUrl: `https://${host}/v1/auth/access_token`,
  apiUrl: `https://${host}/v1/blueprints`,
  docsPage: `https://${host}/swagger/`,
});

const panaya = (region: string) => ({
  origin: `https://${region}.panaya.com`,
  host: `${region}.panaya.com`,
  /** Case-sensitive, as the provider's document says; the capitals are there to notice when it is changed. */
  userName: `Demo.User@${region}.example.test`,
  /** The kind with an expiry date: exchanged for a response token of one hour. */
  accessToken: madeUp(`made-up-panaya-access-token-${region}-`, 64),
  /** The kind that never expires: sent as `email:token`, without a login call. */
  apiToken: madeUp(`made-up-panaya-api-token-${region}-`, 64),
  tokenUrl: `https://${region}.panaya.com/api/accesstoken`,
  apiUrl: `https://${region}.panaya.com/api/v2/projects`,
  docsPage: `https://${region}.panaya.com/api/swagger-ui.html`,
});

/** A Windows DPAPI blob in base64url always begins so: version and provider GUID (docs/facts.md#12d-token-form). */
export const DPAPI_START = 'AQAAANCMnd8BFdERjHoAwE_Cl-sBAAAA';

const synergy = (name: string, origin: string, host: string) => ({
  origin,
  host,
  personalAccessToken: DPAPI_START + madeUp(`-made-up-synergy-token-${name}-`, 390),
  /** Authentic but run out: the server says "Token expired". */
  expiredPersonalAccessToken: DPAPI_START + madeUp(`-made-up-expired-synergy-token-${name}-`, 390),
  listUrl: `${origin}/api/v1/auth/getPersonalAccessTokens`,
  apiUrl: `${origin}/api/v1/jobs`,
  docsPage: `${origin}/api-docs/ui/index`,
});

const sesamiShop = (name: string) => ({
  name,
  id: mongoId(`shop ${name}`),
  /** A token made earlier in the portal, to paste: it belongs to this shop and to this client id only. */
  personalAccessToken: madeUp(`made-up-sesami-token-${name}-`, 64),
  clientId: mongoId(`client ${name}`),
});

const sesami = {
  origin: 'https://api.sesami.co',
  host: 'api.sesami.co',
  email: 'demo@sesami.example.test',
  password: 'made-up-sesami-password',
  userId: mongoId('user'),
  shops: { first: sesamiShop('harbour-bikes'), second: sesamiShop('hill-pottery') },
  loginUrl: 'https://api.sesami.co/api/v1/users/login/password',
  createUrl: 'https://api.sesami.co/api/v1/auth/access-token',
  apiUrl: 'https://api.sesami.co/api/v1/shops?limit=10',
  docsPage: 'https://api.sesami.co/swagger',
};

const example = {
  origin: 'https://docs.example.test',
  host: 'docs.example.test',
  bearerToken: 'made-up-example-bearer-token',
  apiKey: 'made-up-example-api-key',
  pages: {
    bearer: 'https://docs.example.test/bearer/',
    apiKey: 'https://docs.example.test/apikey/',
    /** The word swagger, but no documentation page. */
    plain: 'https://docs.example.test/plain',
    /** An API document without any security scheme. */
    open: 'https://docs.example.test/open/',
    cookie: 'https://docs.example.test/cookie/',
    /** The API document arrives after three seconds. */
    slow: 'https://docs.example.test/slow/',
  },
};

export const demo = {
  sesami,
  podero: { live: podero('live', 'app.podero.com'), sandbox: podero('sandbox', 'sandbox-app.podero.com') },
  port: { eu: port('eu', 'api.port.io', 'api.getport.io'), us: port('us', 'api.us.port.io', 'api.us.getport.io') },
  panaya: { my: panaya('my'), emea: panaya('emea') },
  twelveD: {
    cloud: synergy('cloud', 'https://acme.12dsynergycloud.com', 'acme.12dsynergycloud.com'),
    /** On a company network: plain http and a port of its own. */
    onPremises: synergy('office', 'http://synergy.example.test:8080', 'synergy.example.test:8080'),
  },
  example,
  /** Port's page on a host that only looks like Port's. */
  lookAlike: { host: 'api.port.io.evil.test', docsPage: 'https://api.port.io.evil.test/swagger/' },
  startPage: 'https://start.tokenfill.test/',
} as const;

export type Demo = typeof demo;
