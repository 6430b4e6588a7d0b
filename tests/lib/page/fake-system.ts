import type { SwaggerSystem } from '../../../lib/page/swagger-system';
import { immutable } from './immutable';

type Tree = Record<string, unknown>;

interface Entry {
  readonly schema: Map<string, unknown>;
  readonly value: unknown;
}

export interface FakeSystem extends SwaggerSystem {
  readonly calls: readonly (readonly [string, unknown])[];
  load(document: Tree): void;
  /** As Swagger UI 3.0: the document is there, its schemes come with the next step. */
  loadUnresolved(document: Tree): void;
  /** The user picks another definition: its document is not there yet. */
  startLoading(): void;
}

export interface FakeSettings {
  readonly document?: Tree;
  readonly server?: string;
  readonly persistAuthorization?: boolean;
}

/** Swagger UI's reducers and selectors, as far as they decide what is kept (read in 5.35, 2026-11). */
export function fakeSystem({
  document = {},
  server = '',
  persistAuthorization = false,
}: FakeSettings = {}): FakeSystem {
  let spec = immutable(document) as Map<string, unknown>;
  let status = 'success';
  let resolved = true;
  const authorized = new Map<string, unknown>();
  const calls: [string, unknown][] = [];
  const listeners = new Set<() => void>();
  const store = {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const logout = (name: string) => (names: readonly string[]) => {
    calls.push([name, names]);
    for (const each of names) authorized.delete(each);
  };
  return {
    calls,
    startLoading() {
      status = 'loading';
    },
    loadUnresolved(next) {
      this.load(next);
      resolved = false;
    },
    load(next) {
      status = 'success';
      resolved = true;
      spec = immutable(next) as Map<string, unknown>;
      for (const listener of listeners) listener();
    },
    authActions: {
      authorize(entries) {
        calls.push(['authorize', Object.keys(entries)]);
        for (const [name, entry] of Object.entries(entries)) keep(authorized, name, entry as Entry);
      },
      authorizeOauth2(grant) {
        const { auth, token } = grant as { auth: { name: string }; token: Tree };
        calls.push(['authorizeOauth2', auth.name]);
        authorized.set(auth.name, new Map<string, unknown>([['token', immutable(token)]]));
      },
      logout: logout('logout'),
      logoutWithPersistOption: logout('logoutWithPersistOption'),
    },
    authSelectors: { authorized: () => authorized },
    specSelectors: {
      specJson: () => spec,
      securityDefinitions: () =>
        resolved ? (spec.get('securityDefinitions') ?? schemesOf(spec.get('components'))) : undefined,
      url: () => '/openapi.json',
      loadingStatus: () => status,
    },
    oas3Selectors: { selectedServer: () => server, serverEffectiveValue: (selected) => selected },
    getStore: () => store,
    getConfigs: () => ({ persistAuthorization }),
  };
}

function schemesOf(components: unknown): unknown {
  return components instanceof Map ? components.get('securitySchemes') : undefined;
}

/** Keys and http as they are, Swagger 2.0's basic as a header, everything else not at all. */
function keep(authorized: Map<string, unknown>, name: string, { schema, value }: Entry): void {
  const type = schema.get('type');
  if (type === 'apiKey' || type === 'http') authorized.set(name, new Map([['value', immutable(value)]]));
  if (type !== 'basic') return;
  const { username, password } = value as { username: string; password: string };
  const header = `Basic ${btoa(`${username}:${password}`)}`;
  authorized.set(name, new Map([['value', { username, header }]]));
}
