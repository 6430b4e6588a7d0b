import type { Demo } from '../demo';
import type { Card, CredentialSet } from './start';

/** The five providers as the start page shows them, and the pages of a company that has no definition of its own. */

/** The sets of a provider whose every place has a client of its own. */
const clientSets = (clients: Readonly<Record<string, Demo['podero']['live']>>): CredentialSet[] =>
  Object.entries(clients).map(([name, client]) => ({
    name,
    docsPage: client.docsPage,
    values: [
      { label: 'Client ID', value: client.clientId },
      { label: 'Client secret', value: client.clientSecret },
    ],
  }));

const podero = ({ podero: { live, sandbox } }: Demo): Card => ({
  name: 'Podero',
  note: 'Client ID and secret; a token of ten hours. Live and sandbox share nothing.',
  sets: clientSets({ Live: live, Sandbox: sandbox }),
});

const port = ({ port: { eu, us } }: Demo): Card => ({
  name: 'Port',
  note: 'Client ID and secret; a token of three hours at most. Each page can call both regions: pick the server there.',
  sets: clientSets({ EU: eu, US: us }),
});

const panaya = ({ panaya: regions }: Demo): Card => ({
  name: 'Panaya',
  note: 'Either token works with the user name: the access token is exchanged for one hour, the API token is sent as it is.',
  sets: Object.entries(regions).map(([region, user]) => ({
    name: `Region ${region}`,
    docsPage: user.docsPage,
    values: [
      { label: 'User name', value: user.userName },
      { label: 'Access token', value: user.accessToken },
      { label: 'API token', value: user.apiToken },
    ],
  })),
});

const sesamiSets = ({ sesami }: Demo): CredentialSet[] => [
  {
    name: 'Make a token by password',
    docsPage: sesami.docsPage,
    values: [
      { label: 'E-mail', value: sesami.email },
      { label: 'Password', value: sesami.password },
      { label: 'Shop id (either shop)', value: sesami.shops.first.id },
    ],
  },
  ...Object.values(sesami.shops).map((shop) => ({
    name: `Paste a token: ${shop.name}`,
    values: [
      { label: 'Personal access token', value: shop.personalAccessToken },
      { label: 'Client ID', value: shop.clientId },
      { label: 'Shop id', value: shop.id },
    ],
  })),
];

const sesami = (demo: Demo): Card => ({
  name: 'Sesami',
  note: 'Three headers at once. A token belongs to its shop and its client id.',
  sets: sesamiSets(demo),
});

const twelveD = ({ twelveD: { cloud, onPremises } }: Demo): Card => ({
  name: '12d Synergy',
  note: 'A personal access token to paste; with it, others can be listed, made and deleted. The office server has no https.',
  sets: [
    { name: 'Cloud', server: cloud },
    { name: 'Office server', server: onPremises },
  ].map(({ name, server }) => ({
    name,
    docsPage: server.docsPage,
    values: [
      { label: 'Server address', value: server.origin },
      { label: 'Personal access token', value: server.personalAccessToken },
    ],
  })),
});

const example = ({ example: { pages, bearerToken, apiKey } }: Demo): Card => ({
  name: 'Any other site',
  note: 'A company without a definition of its own: paste a token for the site.',
  sets: [
    { name: 'Bearer token', docsPage: pages.bearer, values: [{ label: 'Token', value: bearerToken }] },
    { name: 'API key', docsPage: pages.apiKey, values: [{ label: 'X-API-Key', value: apiKey }] },
  ],
});

export const startCards = (demo: Demo): Card[] =>
  [podero, port, panaya, sesami, twelveD, example].map((card) => card(demo));
