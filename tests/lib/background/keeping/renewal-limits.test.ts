import { describe, expect, it } from 'vitest';
import { runWithin } from '../../../../lib/background/world/at-once';
import type { Draft } from '../../../../lib/domain/connection';
import { pageName } from '../../../../lib/domain/keep';
import { NOW } from '../../provider/recorded';
import { poderoDraft, sceneWith } from '../scene';

/** Who is at work, and how many were at once: in all and for each host. */
function recorder() {
  const running = new Map<string, number>();
  const most = new Map<string, number>();
  const count = (key: string, by: number) => {
    const now = (running.get(key) ?? 0) + by;
    running.set(key, now);
    most.set(key, Math.max(most.get(key) ?? 0, now));
  };
  return {
    most: () => Object.fromEntries(most),
    during: async <T>(host: string, run: () => Promise<T>): Promise<T> => {
      for (const key of [host, 'all']) count(key, 1);
      try {
        return await run();
      } finally {
        for (const key of [host, 'all']) count(key, -1);
      }
    },
  };
}

const aMoment = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('runWithin', () => {
  it('lets an item of another host go first when a host is busy, and does all of them', async () => {
    const started: string[] = [];
    const items = ['a1', 'a2', 'a3', 'b1'].map((id) => ({ id, hosts: [id.slice(0, 1)] }));
    await runWithin(items, { perHost: 2, inAll: 4 }, async ({ id }) => {
      started.push(id);
      await aMoment(1);
    });
    expect(started).toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  it('is done at once when there is nothing to do', async () => {
    await expect(runWithin([], { perHost: 2, inAll: 4 }, async () => undefined)).resolves.toBeUndefined();
  });
});

const HOSTS: readonly (Pick<Draft, 'providerId' | 'methodId' | 'regionId' | 'inputs'> & { readonly host: string })[] = [
  { host: 'app.podero.com', ...poderoLike('live') },
  { host: 'sandbox-app.podero.com', ...poderoLike('sandbox') },
  { host: 'api.port.io', ...portLike('eu') },
  { host: 'api.us.port.io', ...portLike('us') },
  {
    host: 'my.panaya.com',
    providerId: 'panaya',
    methodId: 'access-token',
    regionId: 'my',
    inputs: { email: 'a@x.test', accessToken: 'made-up' },
  },
];

function poderoLike(regionId: string) {
  const inputs = { clientId: 'made-up', clientSecret: 'made-up' };
  return { providerId: 'podero', methodId: 'client-credentials', regionId, inputs };
}

function portLike(regionId: string) {
  return { ...poderoLike(regionId), providerId: 'port' };
}

/** 100 connections over five hosts, all due. Every answer takes a while, so that they would pile up if they could. */
async function morning() {
  const { during, most } = recorder();
  const sent: string[] = [];
  const answer = { access_token: 'x', accessToken: 'x', token: 'x', expires_in: 3600, expiresIn: 3600 };
  const scene = sceneWith({
    granted: HOSTS.map(({ host }) => `https://${host}`),
    fetch: async (input) => {
      const { host } = new URL(String(input));
      sent.push(host);
      await during(host, () => aMoment(1 + (sent.length % 3)));
      return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
    },
  });
  const old = { accessToken: 'old', tokenType: 'Bearer', extras: {}, obtainedAt: NOW - 3_550_000, expiresAt: NOW + 1 };
  for (let at = 0; at < 100; at += 1) {
    // One host's after the other's: without a limit for each they would all go to the first at once.
    const { host, ...rest } = HOSTS[Math.floor(at / 20)] as (typeof HOSTS)[number];
    await scene.tokens.saveDraft(poderoDraft({ ...rest, id: `c${at}`, label: `Number ${at}` }), { permission: 'fail' });
    await scene.world.vault.writeToken(`c${at}`, old);
    // Each was last used in a kept frame of a portal of its own: all are wanted.
    const top = `https://portal-${at}.example.test`;
    await scene.notes.used(pageName({ origin: `https://${host}`, top }), `c${at}`);
    await scene.keepWord.answer(`https://${host}`, 'on', top);
  }
  sent.length = 0;
  return { ...scene, sent, most };
}

describe('100 tokens that are due at once, over five hosts', () => {
  it('are renewed two at a time at most for each host and four in all, each once', { timeout: 30_000 }, async () => {
    const scene = await morning();
    // A second alarm during the run adds nothing.
    await Promise.all([scene.renewal.run(), scene.renewal.run()]);
    expect(scene.sent).toHaveLength(100);
    const { all, ...hosts } = scene.most();
    expect(all).toBeLessThanOrEqual(4);
    expect(Object.keys(hosts).sort()).toEqual(HOSTS.map(({ host }) => host).sort());
    expect(Math.max(...Object.values(hosts))).toBe(2);
    const tokens = await Promise.all(
      (await scene.world.vault.list()).map(async ({ id }) => (await scene.world.vault.read(id))?.token?.accessToken),
    );
    expect(new Set(tokens)).toEqual(new Set(['x']));
  });
});
