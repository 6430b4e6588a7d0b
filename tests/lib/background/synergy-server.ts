import type { World } from '../../../lib/background/world/world';
import type { Draft } from '../../../lib/domain/connection';
import { NOW } from '../provider/recorded';

/** A 12d Synergy server as far as its tokens go (docs/facts.md#12d-tokens), for tests in which its state matters. */

export const SERVER = 'https://acme.12dsynergycloud.com';
export const OLD = 'made-up-old-pat-0000000000000000';
const DAY = 86_400_000;

interface Listed {
  readonly id: number;
  readonly value: string;
  readonly name: string;
  readonly expiresAt: number;
}

/** What goes wrong with one kind of request, once. `lost`: done, but the answer never comes. */
export type Fault = 'lost' | 'network' | 401 | 403 | 404 | 500;
export type Request = 'list' | 'create' | 'delete';

export function synergyServer() {
  const tokens: Listed[] = [{ id: 1, value: OLD, name: 'Tokenfill demo', expiresAt: NOW + 100 * DAY }];
  const seen: { readonly request: Request; readonly by: string }[] = [];
  const faults = new Map<Request, Fault[]>();
  /** Values that are in the list but do not open anything. */
  const broken = new Set<string>();

  const perform = (request: Request, url: URL, body: string) => {
    if (request === 'list') return new Response(JSON.stringify(tokens.map(listed)));
    if (request === 'create') {
      const { Name: name, ExpireInDays: days } = JSON.parse(body) as { Name: string; ExpireInDays: number };
      const id = Math.max(...tokens.map((token) => token.id)) + 1;
      const value = `made-up-new-pat-${String(id).padStart(16, '0')}`;
      tokens.push({ id, value, name, expiresAt: NOW + days * DAY });
      return new Response(JSON.stringify(value));
    }
    const index = tokens.findIndex(({ id }) => String(id) === url.searchParams.get('id'));
    if (index < 0) return new Response('Personal access token not found', { status: 404 });
    tokens.splice(index, 1);
    return new Response('');
  };

  const fetch: World['fetch'] = async (input, init = {}) => {
    const url = new URL(String(input));
    const by = ((init.headers as Record<string, string>).authorization ?? '').replace('Bearer ', '');
    const request = url.pathname.endsWith('generate-pat')
      ? 'create'
      : url.pathname.endsWith('delete-pat')
        ? 'delete'
        : 'list';
    seen.push({ request, by });
    const fault = faults.get(request)?.shift();
    if (fault === 'network') throw new TypeError('Failed to fetch');
    if (typeof fault === 'number') return new Response('no', { status: fault });
    if (broken.has(by) || !tokens.some(({ value }) => value === by)) return new Response('Invalid', { status: 401 });
    const answer = perform(request, url, String(init.body ?? ''));
    if (fault === 'lost') throw new TypeError('Failed to fetch');
    return answer;
  };
  return {
    fetch,
    tokens,
    seen,
    broken,
    fail: (request: Request, ...next: readonly Fault[]) => void faults.set(request, [...next]),
    count: (request: Request) => seen.filter((one) => one.request === request).length,
    values: () => tokens.map(({ value }) => value),
  };
}

function listed({ id, name, expiresAt }: Listed) {
  const date = (time: number) => new Date(time).toISOString();
  return { ID: id, Name: name, CreatedOn: date(NOW), Expiry: date(expiresAt), UserID: { IDString: '1_1' } };
}

export function synergyDraft(more: Partial<Draft> = {}): Draft {
  return {
    id: 'c1',
    label: '12d',
    providerId: '12d-synergy',
    methodId: 'personal-access-token',
    inputs: { server: SERVER, token: OLD, expiresOn: '2026-04-11' },
    allowHttp: false,
    origins: [],
    ...more,
  };
}
