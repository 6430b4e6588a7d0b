import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import Provider from 'oidc-provider';
import type { Answer, Exchange } from '../exchange';
import { listen } from '../net/listen';
import { type Site, siteWithoutTokens } from '../site';
import { apiSite } from './api';
import { clientsOf, oidc } from './clients';

/**
 * A certified OpenID provider that none of us wrote (npm: oidc-provider), behind our https server like every other site. It
 * enforces what the standards say; what it refuses, we got wrong.
 */
export interface Oidc {
  /** The server, and an API that takes its tokens, by host. */
  readonly sites: Readonly<Record<string, Site>>;
  stop(): Promise<void>;
}

export interface OidcOptions {
  /** Public keys of the clients that sign, by algorithm. */
  readonly keys?: Readonly<Record<string, object>>;
  readonly redirectUri?: string;
  /** Lifetime of access tokens, s. */
  readonly lifetime?: number;
  /** What becomes of requests that carry the origin of an extension; looked at with each. */
  readonly extensions?: () => 'let in' | 'refused';
}

const REDIRECT = 'https://made-up.chromiumapp.org/';

export async function startOidc({
  keys = {},
  redirectUri = REDIRECT,
  lifetime = 600,
  extensions = () => 'let in',
}: OidcOptions): Promise<Oidc> {
  const provider = new Provider(oidc.issuer, {
    clients: clientsOf(keys, redirectUri).filter((client) => !('jwks' in client) || Object.keys(keys).length > 0),
    cookies: { keys: ['made-up-cookie-key'] },
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'read'],
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    enabledJWA: { clientAuthSigningAlgValues: ['HS256', 'ES256', 'RS256', 'PS256'] },
    ttl: { AccessToken: lifetime, ClientCredentials: lifetime },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    // It refuses browser origins that are not registered for the client.
    clientBasedCORS: (_context: unknown, origin: string) =>
      extensions() === 'let in' && /^(chrome|moz)-extension:/.test(origin),
    features: {
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (_context: unknown, _client: unknown, oneOf: unknown) => oneOf ?? [],
        getResourceServerInfo: async () => ({ scope: 'read', accessTokenFormat: 'opaque' }),
        useGrantedResource: async () => true,
      },
    },
  });
  provider.proxy = true;
  const server = await listen(createServer(provider.callback()));
  const answer = (exchange: Exchange) => passOn(exchange, server.port);
  const sites = { [oidc.host]: siteWithoutTokens(answer), [oidc.apiHost]: apiSite(answer, oidc.host) };
  return { sites, stop: server.stop };
}

async function passOn({ method, path, query, headers, body, host }: Exchange, port: number): Promise<Answer> {
  const search = query.size > 0 ? `?${query}` : '';
  const forwarded = { host, 'x-forwarded-proto': 'https', 'x-forwarded-host': host };
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path: path + search, headers: { ...headers, ...forwarded } };
    httpRequest(options, resolve).on('error', reject).end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  const { 'set-cookie': cookies = [], 'transfer-encoding': _, ...rest } = message.headers;
  const plain = Object.entries(rest).map(([name, value]) => [name, String(value)]);
  return {
    status: message.statusCode ?? 502,
    headers: Object.fromEntries(plain),
    body: Buffer.concat(chunks),
    ...(cookies.length > 0 && { cookies }),
  };
}
