import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createServices } from '../../../../lib/background/services';
import type { World } from '../../../../lib/background/world/world';
import { bindingOf, mayReseal } from '../../../../lib/provider/binding';
import { pendingOf } from '../../../../lib/provider/pending';
import { providers } from '../../../../lib/provider/registry';
import { createVault } from '../../../../lib/vault/create-vault';
import { createLock, sceneWith } from '../scene';
import { OLD, SERVER, synergyDraft, synergyServer } from '../synergy-server';

const NEW = 'made-up-new-pat-0000000000000002';
const ORDER = { connectionId: 'c1', tokenId: '1', inputs: { name: 'Tokenfill 2', clientId: 'Tokenfill', days: '180' } };

type Side = 'before' | 'after';

/** A worker that dies at its n-th effect (request or write), before it happens or after; the dead do nothing more. */
function mortal(world: World, { at, side }: { readonly at: number; readonly side: Side }) {
  let effects = 0;
  let died = () => {};
  const death = new Promise<'died'>((resolve) => {
    died = () => resolve('died');
  });
  const forever = new Promise<never>(() => {});
  const living =
    <Arguments extends unknown[], Result>(run: (...args: Arguments) => Promise<Result>) =>
    async (...args: Arguments): Promise<Result> => {
      effects += 1;
      if (effects > at || (effects === at && side === 'before')) {
        died();
        return forever;
      }
      const result = await run(...args);
      if (effects < at) return result;
      died();
      return forever;
    };
  const { local, session } = fakeBrowser.storage;
  const mortalArea = (area: typeof local) =>
    Object.assign(Object.create(area), {
      set: living((items: Record<string, unknown>) => area.set(items)),
      remove: living((keys: string | string[]) => area.remove(keys)),
    }) as typeof local;
  const areas = { local: mortalArea(local), session: mortalArea(session as typeof local) };
  const browser = Object.assign(Object.create(world.browser), { storage: { ...fakeBrowser.storage, ...areas } });
  const lock = createLock();
  const vault = createVault({
    now: world.now,
    bindingOf: (connection) => bindingOf(providers, connection),
    mayReseal: (before, now) => mayReseal(providers, before, now),
    ...areas,
    lock,
  });
  const fetch = living(async (input: RequestInfo | URL, init?: RequestInit) => world.fetch(input, init));
  return { world: { ...world, ...vault, browser, lock, fetch } as World, death, effects: () => effects };
}

async function killAt(at: number, side: Side) {
  const server = synergyServer();
  const scene = sceneWith({ fetch: server.fetch, granted: [SERVER] });
  await scene.tokens.saveDraft(synergyDraft(), { permission: 'fail' });
  const worker = mortal(scene.world, { at, side });
  const rotation = createServices(worker.world).rotation.start(ORDER);
  const outcome = await Promise.race([rotation, worker.death]);
  const secrets = async () => (await scene.world.vault.read('c1'))?.secrets;
  /** What must hold at every moment, whatever died where. */
  const nothingIsLost = async () => {
    const stored = await secrets();
    expect(server.values()).toContain(stored?.token);
    expect(server.count('create')).toBeLessThanOrEqual(1);
    if (!server.values().includes(OLD)) expect(stored?.token).toBe(NEW);
  };
  return { scene, server, outcome, effects: worker.effects, secrets, nothingIsLost };
}

/** How many requests and writes a whole rotation takes. */
const whole = await killAt(Number.POSITIVE_INFINITY, 'before').then(({ effects }) => effects());

const MOMENTS = Array.from({ length: whole }, (_, index) => index + 1).flatMap((at) => [
  [at, 'before'] as const,
  [at, 'after'] as const,
]);

describe(`a rotation of ${whole} requests and writes`, () => {
  it('is whole when nothing dies', async () => {
    const { outcome, server } = await killAt(Number.POSITIVE_INFINITY, 'before');
    expect([outcome, server.values(), whole > 10]).toEqual(['rotated', [NEW], true]);
  });

  it.each(MOMENTS)(
    'loses and doubles nothing when the worker dies at effect %i, %s it, and clicks lead to an end',
    async (at, side) => {
      const { scene, server, secrets, nothingIsLost } = await killAt(at, side);
      await nothingIsLost();

      const next = createServices(scene.world);
      await next.rotation.interrupted();
      const stands = (await next.views.viewOf('c1'))?.rotation;
      await nothingIsLost();
      // Whatever is at the provider beside the token in use is named on the screen.
      const others = server.tokens.filter(({ value }) => value !== OLD);
      const inUse = (await secrets())?.token;
      if (others.length > 0 && inUse === OLD) expect(stands?.name).toBe(others[0]?.name);
      if (inUse === NEW && server.values().includes(OLD)) expect(stands).toMatchObject({ oldName: 'Tokenfill demo' });
      if (stands) expect(stands.failure).toBeDefined();
      expect(server.count('create')).toBeLessThanOrEqual(1);

      if (!stands) return expect(pendingOf(await secrets())).toBeUndefined();
      const kept = pendingOf(await secrets()) !== undefined || inUse === NEW;
      const outcome = await next.rotation.resume('c1');
      // A token that was stored is used, not thrown away.
      if (kept) expect(outcome).toBe('rotated');
      await nothingIsLost();
      if (outcome === 'stands') await next.rotation.end('c1', 'delete new');
      await nothingIsLost();
      expect(server.tokens).toHaveLength(1);
      expect(server.values()).toEqual([(await secrets())?.token]);
      expect(pendingOf(await secrets())).toBeUndefined();
      expect((await next.views.viewOf('c1'))?.rotation).toBeUndefined();
    },
  );
});
