import { inline, type SpyWindow } from './spy';

/** Things that look like Swagger UI to our adapters, and are the attacker's. */

declare const window: SpyWindow & Record<string, unknown> & typeof globalThis;

/** Defines `imitation`: a system with Port's scheme and server that takes whatever is written into it. */
const IMITATION = inline(() => {
  const operation = { security: [{ bearer: [] }] };
  const document = new Map<string, unknown>([
    ['openapi', '3.1.0'],
    ['servers', [{ url: 'https://api.port.io' }]],
    ['paths', { '/v1/blueprints': { get: operation } }],
  ]);
  const held: Record<string, unknown> = {};
  window.imitation = {
    authActions: {
      authorize: (entries: object) => {
        window.keepLoot('authorize', entries);
        Object.assign(held, entries);
      },
      logout: (names: readonly string[]) => {
        for (const name of names) delete held[name];
      },
    },
    authSelectors: { authorized: () => held },
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

/** Defines `forge`: answers with a reply that our script never gave. */
const FORGE = inline(() => {
  window.forge = (nonce: string, reply: object) => {
    document.dispatchEvent(new CustomEvent(`tokenfill:${nonce}:reply`, { detail: JSON.stringify(reply) }));
  };
  window.forgedReport = {
    adapter: 'swagger-ui',
    title: 'Port API · authorized',
    ready: true,
    schemes: [{ name: 'bearer', type: 'apiKey', in: 'header', parameter: 'Authorization' }],
    requirements: [{ alternatives: [['bearer']], operations: 3 }],
    authorized: [],
  };
});

interface Forger extends SpyWindow {
  forge(nonce: string, reply: object): void;
  readonly forgedReport: object;
}

/** Answers in place of our script, before it can: as Port's page, filled already. */
export const FORGED_REPLIES = `${FORGE}${inline(() => {
  const { forge, forgedReport } = window as unknown as Forger;
  window.onAsk = (_, nonce) => {
    const report = { ...forgedReport, authorized: ['bearer'], server: 'https://api.port.io' };
    for (const reply of [
      { reply: 'report', report },
      { reply: 'filled', schemes: ['bearer'] },
    ])
      forge(nonce, reply);
  };
})}`;

/** Keeps our script silent and answers the probe with the document's last breath: the token comes when it is gone. */
export const LAST_BREATH = `${FORGE}${inline(() => {
  const { forge, forgedReport } = window as unknown as Forger;
  window.onAsk = (_, nonce, event) => {
    event.stopImmediatePropagation();
    window.addEventListener('pagehide', () => forge(nonce, { reply: 'report', report: forgedReport }));
    if (location.search === '?keep') location.assign('https://evil.test/waiting');
    else location.replace('https://evil.test/waiting');
  };
})}`;

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
