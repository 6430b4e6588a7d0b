import type { Draft } from '../../../lib/domain/connection';
import type { Demo } from '../../servers/demo';
import type { Operation } from '../pages/execute';
import { PANAYA, PODERO, PORT, SESAMI, SYNERGY } from '../pages/known';
import { panayaDraft, poderoDraft, portDraft, synergyDraft } from '../security/drafts';

/** The week's 18 connections and its nine pages, over the five local providers. */

/** A page that is kept authorized, and the connection that its user authorizes it with on the first day. */
export interface KeptPage {
  readonly name: string;
  readonly url: string;
  readonly operation: Operation;
  readonly label: string;
  /** Whether its token can be asked for again; a pasted one lives through the week. */
  readonly token: 'renewed' | 'pasted';
  /** The server to choose after each load, where it is not the page's first. */
  readonly server?: string;
  /** What is asked when this page's provider is down: its token endpoint and its API. */
  readonly endpoints: readonly string[];
}

const twice = (label: string, make: () => Draft): readonly Draft[] =>
  ['A', 'B'].map((letter) => ({ ...make(), label: `${label} ${letter}` }));

function sesamiDraft({ sesami: { shops } }: Demo, shop: keyof typeof shops, label: string): Draft {
  const { personalAccessToken: token, clientId, id: shopId } = shops[shop];
  const inputs = { token, clientId, shopId };
  return {
    id: crypto.randomUUID(),
    label,
    providerId: 'sesami',
    methodId: 'personal-access-token',
    inputs,
    allowHttp: false,
    origins: [],
  };
}

const inRegion = (draft: Draft, regionId: string, inputs: Draft['inputs']): Draft => ({ ...draft, regionId, inputs });

export function weekDrafts(demo: Demo): readonly Draft[] {
  const { sandbox } = demo.podero;
  const { us } = demo.port;
  const { my, emea } = demo.panaya;
  const { cloud, onPremises } = demo.twelveD;
  const client = ({ clientId, clientSecret }: typeof sandbox | typeof us) => ({ clientId, clientSecret });
  const user = ({ userName: email, accessToken }: typeof my | typeof emea) => ({ email, accessToken });
  const apiToken = ({ userName: email, apiToken: token }: typeof my | typeof emea, regionId: string) => ({
    ...inRegion(panayaDraft(demo), regionId, { email, apiToken: token }),
    methodId: 'api-token',
    label: `Panaya ${regionId} API token`,
  });
  return [
    ...twice('Podero Live', () => poderoDraft(demo)),
    ...twice('Podero Sandbox', () => inRegion(poderoDraft(demo), 'sandbox', client(sandbox))),
    ...twice('Port EU', () => portDraft(demo)),
    ...twice('Port US', () => inRegion(portDraft(demo), 'us', client(us))),
    { ...panayaDraft(demo), label: 'Panaya my' },
    { ...inRegion(panayaDraft(demo), 'emea', user(emea)), label: 'Panaya emea' },
    apiToken(my, 'my'),
    apiToken(emea, 'emea'),
    sesamiDraft(demo, 'first', 'Harbour Bikes A'),
    sesamiDraft(demo, 'first', 'Harbour Bikes B'),
    sesamiDraft(demo, 'second', 'Hill Pottery'),
    ...twice('12d Cloud', () => synergyDraft(cloud.origin, cloud.personalAccessToken)),
    synergyDraft(onPremises.origin, onPremises.personalAccessToken, { allowHttp: true, label: '12d Office' }),
  ];
}

export function keptPages({ podero, port, panaya, sesami, twelveD }: Demo): readonly KeptPage[] {
  const of = (name: string, { docsPage, apiUrl }: { docsPage: string; apiUrl: string }, tokenUrl = apiUrl) => ({
    name,
    url: docsPage,
    endpoints: [...new Set([tokenUrl, apiUrl])],
  });
  const renewed = { token: 'renewed' } as const;
  const pasted = { token: 'pasted' } as const;
  const { live, sandbox } = podero;
  const { eu, us } = port;
  const { my, emea } = panaya;
  const { cloud, onPremises } = twelveD;
  return [
    { ...of('Podero live', live, live.tokenUrl), ...renewed, operation: PODERO, label: 'Podero Live A' },
    { ...of('Podero sandbox', sandbox, sandbox.tokenUrl), ...renewed, operation: PODERO, label: 'Podero Sandbox A' },
    { ...of('Port EU', eu, eu.tokenUrl), ...renewed, operation: PORT, label: 'Port EU A' },
    { ...of('Port US', us, us.tokenUrl), ...renewed, operation: PORT, label: 'Port US A', server: us.origin },
    { ...of('Panaya my', my, my.tokenUrl), ...renewed, operation: PANAYA, label: 'Panaya my' },
    { ...of('Panaya emea', emea, emea.tokenUrl), ...renewed, operation: PANAYA, label: 'Panaya emea' },
    { ...of('Sesami', sesami), ...pasted, operation: SESAMI, label: 'Harbour Bikes A' },
    { ...of('12d cloud', cloud), ...pasted, operation: SYNERGY, label: '12d Cloud A' },
    { ...of('12d office', onPremises), ...pasted, operation: SYNERGY, label: '12d Office' },
  ];
}
