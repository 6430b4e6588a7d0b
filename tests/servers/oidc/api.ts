import { type Answer, type Exchange, follow, json, type Otherwise } from '../exchange';
import { standalonePage } from '../pages/standalone';
import { exampleDocument } from '../providers/example-document';
import { type Site, siteWithoutTokens } from '../site';

const otherwise: Otherwise = {
  notFound: ({ path }) => json(404, { error: 'not_found', path }),
  wrongMethod: (_exchange, allowed) => json(405, { error: 'method_not_allowed' }, { allow: allowed.join(', ') }),
};

/** An API with its docs page whose tokens come from the certified server, which is asked about each of them. */
export function apiSite(login: (exchange: Exchange) => Answer | Promise<Answer>, loginHost: string): Site {
  const page = standalonePage({ base: '/docs/', document: () => exampleDocument('bearer') });
  const userInfo = {
    host: loginHost,
    scheme: 'https',
    method: 'GET',
    path: '/me',
    query: new URLSearchParams(),
  } as const;
  const routes = {
    ...page.routes,
    'GET /v1/things': async ({ headers: { authorization = '' } }: Exchange) => {
      const { status } = await login({ ...userInfo, headers: { authorization }, body: '' });
      return status === 200 ? json(200, { things: ['made up'] }) : json(401, { error: 'unauthorized' });
    },
  };
  return siteWithoutTokens((exchange) => page.assets(exchange) ?? follow(routes, exchange, otherwise));
}
