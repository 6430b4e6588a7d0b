import { inline, type SpyWindow } from './spy';

/** Things that look like Swagger UI to our adapters, and are the attacker's. */

declare const window: SpyWindow & Record<string, unknown> & typeof globalThis;

/** Defines `imitation`: a system with Port's scheme and server that keeps whatever is written into it. */
const IMITATION = inline(() => {
  const operation = { security: [{ bearer: [] }] };
  const document = new Map<string, unknown>([
    ['openapi', '3.1.0'],
    ['servers', [{ url: 'https://api.port.io' }]],
    ['paths', { '/v1/blueprints': { get: operation } }],
  ]);
  window.imitation = {
    authActions: {
      authorize: (entries: unknown) => window.keepLoot('authorize', entries),
      authorizeOauth2: (grant: unknown) => window.keepLoot('authorizeOauth2', grant),
      logout: (names: unknown) => window.keepLoot('logout', names),
    },
    authSelectors: { authorized: () => ({}) },
    specSelectors: {
      specJson: () => document,
      securityDefinitions: () => ({ bearer: { type: 'apiKey', name: 'Authorization', in: 'header' } }),
    },
  };
});

const CONTAINER =
  '<div id="swagger-ui" class="swagger-ui"><div class="info"><h2 class="title">Port API</h2></div></div>';

export const FAKE_HANDLE = `${IMITATION}${CONTAINER}${inline(() => {
  window.ui = window.imitation;
})}`;

export const FAKE_FIBER = `${IMITATION}${CONTAINER}${inline(() => {
  const element = document.querySelector('.swagger-ui');
  const fiber: Record<string, unknown> = { memoizedProps: window.imitation };
  fiber.return = fiber;
  Object.assign(element ?? {}, { __reactFiber$hostile: fiber });
})}`;

/** More than anybody would read, some of it without an end, some of it throwing. */
export const HUGE = `${FAKE_HANDLE}${inline(() => {
  const cyclic: Record<string, unknown> = { type: 'apiKey', in: 'header', name: 'x'.repeat(20_000) };
  cyclic.self = cyclic;
  const schemes = Object.fromEntries(
    Array.from({ length: 50_000 }, (_, index) => [`${'n'.repeat(500)}${index}`, cyclic]),
  );
  Object.defineProperty(schemes, 'throws', { enumerable: true, get: () => Function('throw 1')() });
  const endless = (item: unknown) => ({
    size: 1,
    get: (key: string) => (key === 'paths' ? endless({ get: cyclic, self: item }) : undefined),
    forEach: (visit: (value: unknown, key: string) => void) => {
      for (let index = 0; ; index += 1) visit(item, `${index}`);
    },
  });
  const { specSelectors } = window.imitation as { specSelectors: Record<string, unknown> };
  specSelectors.securityDefinitions = () => schemes;
  specSelectors.specJson = () => endless(cyclic);
})}`;

/** Answers in place of our script, before it can: as Port's page, filled already, calling Port's server. */
export const FORGED_REPLIES = inline(() => {
  const scheme = { name: 'bearer', type: 'apiKey', in: 'header', parameter: 'Authorization' };
  const report = {
    adapter: 'swagger-ui',
    title: 'Port API · authorized',
    ready: true,
    schemes: [scheme],
    requirements: [{ alternatives: [['bearer']], operations: 3 }],
    authorized: ['bearer'],
    server: 'https://api.port.io',
  };
  window.onAsk = (_, nonce) => {
    for (const reply of [
      { reply: 'report', report },
      { reply: 'filled', schemes: ['bearer'] },
      { reply: 'loggedOut', remaining: [] },
    ]) {
      document.dispatchEvent(new CustomEvent(`tokenfill:${nonce}:reply`, { detail: JSON.stringify(reply) }));
    }
  };
});

/** Never still: a new Swagger UI many times in every frame, and one less. */
export const STORM = `${FAKE_HANDLE}${inline(() => {
  const storm = () => {
    for (let count = 0; count < 50; count += 1) {
      const element = document.createElement('div');
      element.className = 'swagger-ui';
      document.body?.append(element);
      if (document.querySelectorAll('.swagger-ui').length > 200) document.querySelector('.swagger-ui')?.remove();
    }
  };
  new MutationObserver(() => setTimeout(storm, 0)).observe(document.documentElement, { attributes: true });
  setInterval(storm, 1);
})}`;
