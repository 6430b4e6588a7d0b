/** What a hostile page can put where we expect an object of Swagger UI. */
export function hostileValues(): readonly (readonly [string, unknown])[] {
  const throwing = new Proxy(
    {},
    {
      get: () => fail(),
      has: () => fail(),
      ownKeys: () => fail(),
      getOwnPropertyDescriptor: () => fail(),
    },
  );
  const cyclic: Record<string, unknown> = { type: 'apiKey' };
  for (const key of ['authActions', 'specSelectors', 'security', 'paths', 'servers', 'return']) cyclic[key] = cyclic;
  const endless = { get: () => endless, forEach: (visit: (value: unknown, key: unknown) => unknown) => loop(visit) };
  return [
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['text', 'authActions'],
    ['an element', document.createElement('div')],
    ['a function', () => fail()],
    ['getters that throw', throwing],
    ['members that are no functions', { authActions: { authorize: 1 }, authSelectors: {}, specSelectors: 'specJson' }],
    ['functions that throw', { get: fail, forEach: fail, paths: { get: fail, forEach: fail } }],
    ['a cycle', cyclic],
    ['a list without end', endless],
    ['a list of 100 000', Array.from({ length: 100_000 }, () => ({ a: [] }))],
  ];
}

function fail(): never {
  throw new Error('a page that throws');
}

function loop(visit: (value: unknown, key: unknown) => unknown): void {
  for (let index = 0; ; index++) visit({}, index);
}
