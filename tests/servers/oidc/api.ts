import { type Answer, type Exchange, follow, json, type Otherwise } from '../exchange';
import { standalonePage } from '../pages/standalone';
import { exampleDocument } from '../providers/example-document';
import { type Site, siteWithoutTokens } from '../site';
import { oidc } from './clients';

const otherwise: Otherwise = {
  notFound: ({ path }) => json(404, { error: 'not_found', path }),
  wrongMethod: (_exchange, allowed) => json(405, { error: 'method_not_allowed' }, { allow: allowed.join(', ') }),
};

/** An API with its docs page whose tokens come from the certified server, which is asked about each of them. */
export function apiSite(login: (exchange: Exchange) => Answer | Promise<Answer>, loginHost: string): Site {
  const page = standalonePage({ base: '/docs/', document: () => exampleDocument('bearer') });
  const telling = standalonePage({ base: '/told/', document: tellingDocument });
  const userInfo = {
    host: loginHost,
    scheme: 'https',
    method: 'GET',
    path: '/me',
    query: new URLSearchParams(),
  } as const;
  const isIssued = async (authorization: string) => {
    const headers = {
      authorization: `Basic ${btoa(`${oidc.basic.id}:${oidc.basic.secret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = new URLSearchParams({ token: authorization.replace(/^Bearer /, '') }).toString();
    const asked = { ...userInfo, method: 'POST', path: '/token/introspection', headers, body };
    return JSON.parse(String((await login(asked)).body)).active === true;
  };
  const routes = {
    ...page.routes,
    ...telling.routes,
    'GET /v1/things': async ({ headers: { authorization = '' } }: Exchange) => {
      const { status } = await login({ ...userInfo, headers: { authorization }, body: '' });
      return status === 200 || (await isIssued(authorization))
        ? json(200, { things: ['made up'] })
        : json(401, { error: 'unauthorized' });
    },
  };
  return siteWithoutTokens(
    (exchange) => page.assets(exchange) ?? telling.assets(exchange) ?? follow(routes, exchange, otherwise),
  );
}

/** Says where tokens come from, as most documents with OAuth do. */
function tellingDocument() {
  const example = exampleDocument('bearer');
  const [[path, { get }] = ['', { get: {} }]] = Object.entries(example.paths);
  const flows = { clientCredentials: { tokenUrl: oidc.tokenUrl, scopes: { read: 'Read things' } } };
  return {
    ...example,
    paths: { [path]: { get: { ...get, security: [{ machine: ['read'] }] } } },
    components: { securitySchemes: { machine: { type: 'oauth2', flows } } },
  };
}
