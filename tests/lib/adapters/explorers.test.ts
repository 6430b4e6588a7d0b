import { afterEach, describe, expect, it } from 'vitest';
import openApiExplorer from '../../../lib/adapters/openapi-explorer';
import rapidoc from '../../../lib/adapters/rapidoc';
import type { Assignment } from '../../../lib/domain/page';
import { hostileValues } from '../page/hostile';

const SCHEMES = [
  { name: 'bearer', type: 'http', scheme: 'bearer' },
  { name: 'basic', type: 'http', scheme: 'basic' },
  { name: 'key', type: 'apiKey', in: 'query', parameter: 'k' },
  { name: 'cookie', type: 'apiKey', in: 'cookie', parameter: 'sid' },
  { name: 'oauth', type: 'oauth2' },
  { name: 'oidc', type: 'openIdConnect' },
];
const KINDS = [
  [rapidoc, 'rapi-doc', 'securitySchemeId'],
  [openApiExplorer, 'openapi-explorer', 'apiKeyId'],
] as const;

afterEach(() => document.body.replaceChildren());

type Fake = HTMLElement & { resolvedSpec: unknown; drawn: number };

/** The element as it stands after its document has come. */
function place(tag: string, nameMember: string): Fake {
  const states = SCHEMES.map(({ name, parameter, ...rest }) => ({
    ...rest,
    [nameMember]: name,
    name: parameter ?? (rest.type === 'openIdConnect' ? undefined : 'Authorization'),
    finalKeyValue: '',
  }));
  const paths = [
    { security: [{ bearer: [] }], servers: [] },
    { security: [{ key: [] }], servers: [{ url: 'https://other.example/v1' }] },
  ];
  const element = Object.assign(document.createElement(tag), {
    resolvedSpec: { tags: [{ paths }], securitySchemes: states },
    selectedServer: { url: '/v2', computedUrl: 'https://api.example/v2' },
    specUrl: '/openapi.json',
    drawn: 0,
  });
  const requestUpdate = () => {
    element.drawn += 1;
  };
  Object.assign(element, { requestUpdate });
  document.body.append(element);
  return element;
}

const stateOf = (element: Fake, index: number) =>
  (element.resolvedSpec as { securitySchemes: Record<string, unknown>[] }).securitySchemes[index];

describe.each(KINDS)('%o', (adapter, tag, nameMember) => {
  it('reports schemes, requirements and every server when the document is there', () => {
    place(tag, nameMember);
    expect(adapter.find(window)?.report()).toMatchObject({
      adapter: adapter.id,
      ready: true,
      schemes: SCHEMES,
      requirements: [
        { alternatives: [['bearer']], operations: 1 },
        { alternatives: [['key']], operations: 1 },
      ],
      authorized: [],
      server: 'https://api.example/v2',
      servers: ['https://other.example'],
    });
  });

  const ROWS: readonly (readonly [number, Assignment, string])[] = [
    [0, { scheme: 'bearer', kind: 'bearer', value: 'made-up' }, 'Bearer made-up'],
    [1, { scheme: 'basic', kind: 'basic', username: 'me', password: 'pw' }, `Basic ${btoa('me:pw')}`],
    [2, { scheme: 'key', kind: 'apiKey', value: 'made-up' }, 'made-up'],
    [4, { scheme: 'oauth', kind: 'oauth2', value: 'made-up', tokenType: 'DPoP' }, 'DPoP made-up'],
    [5, { scheme: 'oidc', kind: 'oauth2', value: 'made-up', tokenType: 'Bearer' }, 'Bearer made-up'],
  ];
  it.each(ROWS)('writes, reads back, redraws and clears scheme %i', async (index, assignment, expected) => {
    const element = place(tag, nameMember);
    const page = adapter.find(window);

    expect(await page?.fill([assignment])).toEqual([assignment.scheme]);
    expect(stateOf(element, index)).toMatchObject({ finalKeyValue: expected, name: expect.any(String) });
    expect(page?.report().authorized).toEqual([assignment.scheme]);
    expect(element.drawn).toBe(1);

    expect(await page?.logOut([assignment.scheme])).toEqual([]);
    expect(stateOf(element, index)).toMatchObject({ finalKeyValue: '' });
  });

  it.each<Assignment>([
    { scheme: 'cookie', kind: 'apiKey', value: 'made-up' },
    { scheme: 'unknown', kind: 'bearer', value: 'made-up' },
    { scheme: 'basic', kind: 'bearer', value: 'made-up' },
    { scheme: 'bearer', kind: 'oauth2', value: 'made-up', tokenType: 'Bearer' },
  ])('writes nothing for what does not fit: %o', async (assignment) => {
    const element = place(tag, nameMember);
    expect(await adapter.find(window)?.fill([assignment])).toEqual([]);
    expect(JSON.stringify(element.resolvedSpec)).not.toContain('made-up');
  });

  it('waits for the document when it comes late', async () => {
    const element = place(tag, nameMember);
    const document = element.resolvedSpec;
    element.resolvedSpec = { isSpecLoading: true, tags: [] };
    const page = adapter.find(window);
    expect(page?.report().ready).toBe(false);
    const ready = page?.whenReady(5_000);
    element.resolvedSpec = document;
    element.dispatchEvent(new CustomEvent('spec-loaded'));
    expect(await ready).toBe(true);
  });

  it.each(hostileValues())('is not ready when its document is %s', async (_name, value) => {
    place(tag, nameMember).resolvedSpec = value;
    const page = adapter.find(window);
    expect(page?.report()).toMatchObject({ ready: false, schemes: [] });
    expect(await page?.fill([{ scheme: 'bearer', kind: 'bearer', value: 'made-up' }])).toEqual([]);
  });
});
