/** Made up, like everything here. The odd characters are the point: only the encoded spelling of them is the standard's. */
export const oidc = {
  host: 'login.example.test',
  issuer: 'https://login.example.test',
  tokenUrl: 'https://login.example.test/token',
  authorizationUrl: 'https://login.example.test/auth',
  api: 'https://api.example.test/',
  apiHost: 'api.example.test',
  docsPage: 'https://api.example.test/docs/',
  /** Its document names the token address. */
  tellingPage: 'https://api.example.test/told/',
  basic: { id: 'made-up-basic', secret: 'made-up-secret-of-basic' },
  odd: { id: 'made up+odd', secret: 'made-up/secret~+1' },
  post: { id: 'made-up-post', secret: 'made-up-secret-of-post' },
  shared: { id: 'made-up-shared', secret: 'made-up-secret-of-shared-32-bytes-long' },
  signing: { ES256: 'made-up-es256', RS256: 'made-up-rs256', PS256: 'made-up-ps256' },
  /** Sign people in. */
  web: { id: 'made-up-web', secret: 'made-up-secret-of-web' },
  publicWeb: { id: 'made-up-public' },
} as const;

const machine = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] };

function person(redirectUri: string) {
  return {
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [redirectUri],
  };
}

/** One client for each way to prove who it is. */
export function clientsOf(keys: Readonly<Record<string, object>>, redirectUri: string): readonly object[] {
  const signing = Object.entries(oidc.signing).map(([algorithm, client_id]) => ({
    ...machine,
    client_id,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: algorithm,
    jwks: { keys: [keys[algorithm]] },
  }));
  const withSecret = ({ id, secret }: { id: string; secret: string }, method: string) => ({
    client_id: id,
    client_secret: secret,
    token_endpoint_auth_method: method,
  });
  return [
    { ...machine, ...withSecret(oidc.basic, 'client_secret_basic'), scope: 'read' },
    { ...machine, ...withSecret(oidc.odd, 'client_secret_basic') },
    { ...machine, ...withSecret(oidc.post, 'client_secret_post') },
    { ...machine, ...withSecret(oidc.shared, 'client_secret_jwt'), token_endpoint_auth_signing_alg: 'HS256' },
    ...signing,
    { ...person(redirectUri), ...withSecret(oidc.web, 'client_secret_basic') },
    { ...person(redirectUri), client_id: oidc.publicWeb.id, token_endpoint_auth_method: 'none' },
  ];
}
