import { describe, expect, it } from 'vitest';
import { keptScene, poderoDraft, poderoExchange, poderoToken, TAB } from '../scene';

const ORIGIN = 'https://app.podero.com';
const REFUSED = poderoExchange({ status: 401, json: { error: 'invalid_client' } });

/** A kept page whose connection has no token any more: each load has to ask for one. */
async function withoutToken(exchanges: readonly ReturnType<typeof poderoExchange>[]) {
  const scene = await keptScene([poderoExchange(), ...exchanges]);
  await dropToken(scene);
  return scene;
}
type Scene = Awaited<ReturnType<typeof withoutToken>>;

const dropToken = ({ world }: Pick<Awaited<ReturnType<typeof keptScene>>, 'world'>) =>
  world.browser.storage.session.remove('tok:c1');
const loads = (scene: Scene) => scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
const asked = ({ player }: Scene) => player.seen.length - 1;
const filled = ({ page }: Scene) => page.asked.filter(({ ask }) => ask === 'fill').length;

describe('credentials that the provider has refused', () => {
  it('are not sent again by a page however often it loads or is refused, and are said to need the user', async () => {
    const scene = await withoutToken([REFUSED]);
    for (let round = 0; round < 3; round += 1) await loads(scene);
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect([asked(scene), filled(scene)]).toEqual([1, 0]);
    expect(await scene.attention.needs()).toMatchObject([
      { what: 'renewal_stopped', connectionId: 'c1', code: 'invalid_client' },
    ]);
    expect(await scene.notes.readFailure('c1')).toMatchObject({ code: 'invalid_client' });
  });

  it.each([
    ['the popup', (scene: Scene) => scene.authorize.authorize({ connectionId: 'c1', tabId: TAB }, 'wait')],
    ['the key or the in-page button', (scene: Scene) => scene.press.onPage(TAB)],
  ])('are sent again when a person presses in %s, and pages load by themselves from then on', async (_, press) => {
    const scene = await withoutToken([REFUSED, poderoExchange(poderoToken('madeUpLater')), poderoExchange()]);
    await loads(scene);
    await press(scene);
    expect([asked(scene), filled(scene), await scene.attention.needs()]).toEqual([2, 1, []]);

    await dropToken(scene);
    await loads(scene);
    expect(asked(scene)).toBe(3);
  });

  it('are sent again when the secret was changed', async () => {
    const scene = await withoutToken([REFUSED, poderoExchange(poderoToken('madeUpLater'))]);
    await loads(scene);
    const inputs = { clientId: 'demo-client', clientSecret: 'made-up-other-secret' };
    await scene.tokens.saveDraft(poderoDraft({ inputs }), { permission: 'fail' });
    await loads(scene);
    expect([asked(scene), filled(scene), await scene.attention.needs()]).toEqual([2, 1, []]);
  });

  it('are sent again when the connection was changed in any other way', async () => {
    const scene = await withoutToken([REFUSED, poderoExchange()]);
    await loads(scene);
    const entry = await scene.world.vault.read('c1');
    if (!entry) throw new Error('No connection.');
    await scene.world.vault.write({ ...entry, connection: { ...entry.connection, rev: entry.connection.rev + 1 } });
    await loads(scene);
    expect([asked(scene), filled(scene)]).toEqual([2, 1]);
  });

  it('are not sent again for a page that holds a token which its API refuses', async () => {
    const scene = await withoutToken([REFUSED]);
    const now = scene.world.now();
    const old = { accessToken: 'old', tokenType: 'Bearer', extras: {}, expiresAt: now + 3_600_000 };
    await scene.world.vault.writeToken('c1', { ...old, obtainedAt: now - 60_000 });
    await scene.fills.fill('c1', TAB);
    for (let round = 0; round < 3; round += 1) await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'refused');
    expect([asked(scene), filled(scene)]).toEqual([1, 1]);
  });

  it('stop nothing when they were typed into a form and the stored ones still stand', async () => {
    const scene = await withoutToken([poderoExchange(), REFUSED, poderoExchange(poderoToken('madeUpLater'))]);
    await loads(scene);
    const inputs = { clientId: 'demo-client', clientSecret: 'made-up-wrong-secret' };
    await expect(scene.tokens.saveDraft(poderoDraft({ inputs }), { permission: 'fail' })).rejects.toThrow();
    await dropToken(scene);
    await loads(scene);
    expect(asked(scene)).toBe(3);
  });

  it('are sent again after a trouble of the provider, which refuses nobody', async () => {
    const trouble = poderoExchange({ status: 503, json: {} });
    const scene = await withoutToken([trouble, trouble, trouble, poderoExchange()]);
    await loads(scene);
    scene.clock.now += 2_000;
    await loads(scene);
    expect([asked(scene), filled(scene)]).toEqual([4, 1]);
  });
});
