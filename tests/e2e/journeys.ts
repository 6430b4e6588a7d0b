import type { Demo } from '../servers/demo';
import type { Operation } from './pages/execute';
import { PANAYA, PODERO, PORT, SESAMI, SYNERGY, THINGS } from './pages/known';

/** One way in, from a docs page without authorization to a 200, as data: what a person does and what must come of it. */
export interface Journey {
  readonly provider: string;
  readonly method: string;
  readonly page: string;
  readonly operation: Operation;
  /** The server to choose on the page first, where it offers several. */
  readonly server?: string;
  /** What is typed into the form, by label. */
  readonly fields: Readonly<Record<string, string>>;
  /** Radio buttons to choose besides what the form starts with. Each is a click more. */
  readonly choose?: readonly string[];
  /** Checkboxes to tick. */
  readonly tick?: readonly string[];
  /** Visible text of the form's one button. */
  readonly submit: string;
  readonly schemes: readonly string[];
  /** Clicks that the issue allows: icon, (choices), button. */
  readonly clicks: number;
  /** Requests to the provider that obtaining takes. */
  readonly tokenRequests: readonly string[];
}

const SAVE = 'Save and authorize';
const GET = 'Get token and authorize';

/** Every method that the five providers' documents name, each environment once, and a pasted token for any other site. */
export function journeys(demo: Demo): readonly Journey[] {
  return [...podero(demo), ...port(demo), ...panaya(demo), ...sesami(demo), ...synergy(demo), ...anySite(demo)];
}

function podero({ podero: { live, sandbox } }: Demo): readonly Journey[] {
  const common = {
    provider: 'Podero',
    operation: PODERO,
    submit: GET,
    schemes: ['PartnerAuth'],
    clicks: 2,
    tokenRequests: ['/oauth2/token/'],
  };
  const encoded = `Basic ${Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret}`).toString('base64')}`;
  return [
    {
      ...common,
      method: 'Client credentials, live',
      page: live.docsPage,
      fields: { 'Client ID': live.clientId, 'Client secret': live.clientSecret },
    },
    {
      ...common,
      method: 'Client credentials, sandbox, pasted as “Basic …”',
      page: sandbox.docsPage,
      fields: { 'Client ID': encoded },
    },
  ];
}

function port({ port: { eu, us } }: Demo): readonly Journey[] {
  const common = {
    provider: 'Port',
    operation: PORT,
    submit: GET,
    schemes: ['bearer'],
    clicks: 2,
    tokenRequests: ['/v1/auth/access_token'],
  };
  const fields = (region: typeof eu | typeof us) => ({
    'Client ID': region.clientId,
    'Client secret': region.clientSecret,
  });
  return [
    { ...common, method: 'Client ID and secret, EU', page: eu.docsPage, fields: fields(eu) },
    {
      ...common,
      method: 'Client ID and secret, EU, former name',
      page: `https://${eu.formerHost}/swagger/static/index.html`,
      fields: fields(eu),
    },
    { ...common, method: 'Client ID and secret, US', page: us.docsPage, server: us.origin, fields: fields(us) },
  ];
}

function panaya({ panaya: { my, emea } }: Demo): readonly Journey[] {
  const common = { provider: 'Panaya', operation: PANAYA, schemes: ['X-Auth-Token'] };
  return [
    {
      ...common,
      method: 'API token, my',
      page: my.docsPage,
      fields: { 'Login e-mail': my.userName, 'API token': my.apiToken },
      submit: SAVE,
      clicks: 2,
      tokenRequests: [],
    },
    {
      ...common,
      method: 'Access token, emea',
      page: emea.docsPage,
      choose: ['Access token'],
      fields: { 'Login e-mail': emea.userName, 'Access token': emea.accessToken },
      submit: GET,
      clicks: 3,
      tokenRequests: ['/api/accesstoken'],
    },
  ];
}

function sesami({ sesami: data }: Demo): readonly Journey[] {
  const common = {
    provider: 'Sesami',
    page: data.docsPage,
    operation: SESAMI,
    schemes: ['x-api-key', 'x-client-id', 'x-shop-id'],
  };
  const { first, second } = data.shops;
  return [
    {
      ...common,
      method: 'Personal access token',
      fields: { 'Personal access token': first.personalAccessToken, 'Client ID': first.clientId, 'Shop ID': first.id },
      submit: SAVE,
      clicks: 2,
      tokenRequests: [],
    },
    {
      ...common,
      method: 'Log in and create a token',
      choose: ['Log in and create a token'],
      fields: { 'E-mail': data.email, Password: data.password, 'Shop ID': second.id },
      submit: 'Log in, create token and authorize',
      clicks: 3,
      tokenRequests: ['/api/v1/users/login/password', '/api/v1/auth/access-token'],
    },
  ];
}

function synergy({ twelveD: { cloud, onPremises } }: Demo): readonly Journey[] {
  const common = {
    provider: '12d Synergy',
    operation: SYNERGY,
    submit: SAVE,
    schemes: ['apiKey'],
    tokenRequests: [],
  };
  return [
    {
      ...common,
      method: 'Personal access token, https',
      page: cloud.docsPage,
      fields: { 'Personal access token': cloud.personalAccessToken },
      clicks: 2,
    },
    {
      ...common,
      method: 'Personal access token, plain http',
      page: onPremises.docsPage,
      fields: { 'Personal access token': onPremises.personalAccessToken },
      tick: ['This server has no https'],
      clicks: 3,
    },
  ];
}

function anySite({ example }: Demo): readonly Journey[] {
  const common = {
    provider: 'Any site',
    operation: THINGS,
    submit: SAVE,
    clicks: 2,
    tokenRequests: [],
  };
  return [
    {
      ...common,
      method: 'Bearer token',
      page: example.pages.bearer,
      fields: { Token: example.bearerToken },
      schemes: ['bearerAuth'],
    },
    {
      ...common,
      method: 'API key in a header',
      page: example.pages.apiKey,
      fields: { Token: example.apiKey },
      schemes: ['ApiKeyAuth'],
    },
  ];
}
