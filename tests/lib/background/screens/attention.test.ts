import { describe, expect, it, vi } from 'vitest';
import { TokenfillError } from '../../../../lib/domain/errors';
import { NOW } from '../../provider/recorded';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, sceneWith, TAB } from '../scene';
import { SERVER, synergyDraft, synergyServer } from '../synergy-server';

const ORIGIN = 'https://app.podero.com';
const DAY = 86_400_000;
const dateIn = (days: number) => new Date(NOW + days * DAY).toISOString().slice(0, 10);

/** What the whole browser's badge says now. */
function watchBadge({ world }: ReturnType<typeof sceneWith>) {
  let text = '';
  world.browser.action.setBadgeText = vi.fn(async (details: { text?: string | null; tabId?: number }) => {
    if (details.tabId === undefined) text = details.text ?? '';
  }) as never;
  return () => text;
}
const alarmOf = async ({ world }: ReturnType<typeof sceneWith>) =>
  (await world.browser.alarms.get('attention'))?.scheduledTime;

async function pasted(expiresOn: string, clock = { now: NOW }) {
  const scene = sceneWith({ now: () => clock.now });
  const draft = synergyDraft();
  await scene.tokens.saveDraft({ ...draft, inputs: { ...draft.inputs, expiresOn } }, { permission: 'fail' });
  const badgeText = watchBadge(scene);
  await scene.attention.refresh();
  return { ...scene, badgeText };
}

describe('a reminder', () => {
  it('lights the badge at 14, 7 and 1 days, each until it is put off, with one alarm from one to the next', async () => {
    const clock = { now: NOW };
    const scene = await pasted(dateIn(20), clock);
    const seen: (string | number | undefined)[] = [];
    for (let round = 0; round < 4; round += 1) {
      seen.push(scene.badgeText());
      clock.now = (await alarmOf(scene)) ?? 0;
      await scene.attention.refresh();
      const [need] = await scene.attention.needs();
      seen.push(need?.what === 'reminder' ? need.reminder.threshold : 'none', scene.badgeText());
      await scene.attention.dismiss('c1');
      await scene.attention.refresh();
    }
    expect(seen).toEqual(['', 14, '!', '', 7, '!', '', 1, '!', '', -1, '!']);
    expect(await alarmOf(scene)).toBeUndefined();
  });

  it.each([
    [
      'Panaya’s access token',
      {
        providerId: 'panaya',
        methodId: 'access-token',
        regionId: 'my',
        inputs: { email: 'a@x.test', accessToken: 'made-up' },
      },
    ],
    [
      'a pasted Sesami token',
      {
        providerId: 'sesami',
        methodId: 'personal-access-token',
        regionId: undefined,
        inputs: { token: 'made-up', clientId: 'c', shopId: 's' },
      },
    ],
    [
      'a token for any site',
      {
        providerId: 'any-site',
        methodId: 'header',
        regionId: undefined,
        inputs: { token: 'made-up', header: 'x-key' },
      },
    ],
  ])('is due for %s by the date that was typed with it', async (_, draft) => {
    const scene = sceneWith({});
    const inputs = { ...draft.inputs, expiresOn: dateIn(5) };
    await scene.tokens.saveDraft(poderoDraft({ ...draft, inputs }), { permission: 'fail' }).catch(() => undefined);
    expect(await scene.attention.needs()).toMatchObject([{ what: 'reminder', next: 'paste', reminder: { days: 5 } }]);
  });

  it('is due for a pasted JWT by its own claim when no date was typed', async () => {
    const claims = btoa(JSON.stringify({ exp: NOW / 1000 + 3 * 86_400 })).replaceAll('=', '');
    const scene = sceneWith({});
    const inputs = { token: `eyJhbGciOiJIUzI1NiJ9.${claims}.made-up`, header: 'Authorization' };
    const draft = { providerId: 'any-site', methodId: 'header', regionId: undefined, inputs };
    await scene.tokens.saveDraft(poderoDraft(draft), { permission: 'fail' });
    expect(await scene.attention.needs()).toMatchObject([{ what: 'reminder', reminder: { days: 3 } }]);
  });

  it('is due for a token that was created here, by the date in the provider’s list', async () => {
    const server = synergyServer();
    const scene = sceneWith({ fetch: server.fetch, granted: [SERVER] });
    await scene.tokens.saveDraft(synergyDraft(), { permission: 'fail' });
    await scene.inventory.create('c1', { name: 'Short', clientId: 'x', days: '4' });
    expect(await scene.attention.needs()).toMatchObject([{ what: 'reminder', label: 'Short', next: 'rotate' }]);
  });

  it('is not due, and no alarm is set, when nothing ends', async () => {
    const scene = await pasted('');
    expect([scene.badgeText(), await scene.attention.needs(), await alarmOf(scene)]).toEqual(['', [], undefined]);
  });
});

describe('a kept page', () => {
  async function keptScene() {
    const scene = sceneWith({
      exchanges: [poderoExchange(), poderoExchange()],
      granted: [ORIGIN],
      tabUrl: PODERO_PAGE,
      report: poderoReport,
    });
    await scene.vaultLock.choose({ mode: 'passphrase', passphrase: 'made-up passphrase' });
    await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
    await scene.keepWord.answer(ORIGIN, 'on');
    return scene;
  }
  const WAITS = [{ what: 'locked', pages: 1 }];

  it('lights the badge while it waits for the vault, and is filled when that is unlocked', async () => {
    const scene = await keptScene();
    await scene.fills.fill('c1', TAB);
    await scene.vaultLock.lockNow();
    expect(await scene.attention.needs()).toEqual(WAITS);

    scene.page.asked.length = 0;
    await scene.vaultLock.unlock('made-up passphrase');
    await scene.keep.fillWaiting();

    expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'fill' });
    expect(await scene.attention.needs()).toEqual([]);
  });

  it('lights it also when it was opened while the vault was locked, until it is closed', async () => {
    const scene = await keptScene();
    await scene.vaultLock.lockNow();
    expect(await scene.attention.needs()).toEqual([]);
    await scene.keep.handle({ tabId: TAB, origin: ORIGIN }, 'loaded');
    expect(await scene.attention.needs()).toEqual(WAITS);
    scene.tab.url = 'https://elsewhere.test/';
    expect(await scene.attention.needs()).toEqual([]);
  });

  it('lights it when renewing was given up, with the reason, until a token comes by a click', async () => {
    const scene = await keptScene();
    await scene.notes.writeBackoff('c1', { failures: 5, notBefore: 0 });
    await scene.notes.writeFailure('c1', { code: 'invalid_client' });
    expect(await scene.attention.needs()).toMatchObject([{ what: 'renewal_stopped', code: 'invalid_client' }]);
    await scene.tokens.renew('c1', NOW);
    expect(await scene.attention.needs()).toEqual([]);
  });
});

it('what needs the user is not said to be nothing when the store does not read', async () => {
  const scene = sceneWith({ exchanges: [poderoExchange()], granted: [ORIGIN] });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  const { local } = scene.world.browser.storage;
  const real = local.get.bind(local) as (keys: unknown) => Promise<object>;
  const get = vi.spyOn(local, 'get').mockImplementation((async (keys: unknown) => {
    if (keys === 'rot:c1') throw new Error('IO error');
    return real(keys);
  }) as never);
  await expect(scene.attention.needs()).rejects.toThrow('storage_unreadable');
  get.mockRestore();
  expect(await scene.attention.needs()).toEqual([]);
});

describe('a creation whose answer is lost', () => {
  async function lostScene(fault: 'lost' | 500) {
    const server = synergyServer();
    const scene = sceneWith({ fetch: server.fetch, granted: [SERVER] });
    await scene.tokens.saveDraft(synergyDraft(), { permission: 'fail' });
    server.fail('create', fault);
    const inputs = { name: 'Build server', clientId: 'x', days: '180' };
    await expect(scene.inventory.create('c1', inputs)).rejects.toThrow('unknown_outcome');
    return { ...scene, server };
  }

  it('is named until the stray token is deleted from the list', async () => {
    const scene = await lostScene('lost');
    const unknown = { what: 'outcome_unknown', name: 'Build server', look: 'tokens' };
    expect(await scene.attention.needs()).toMatchObject([unknown]);
    const stray = (await scene.inventory.list('c1')).find((item) => item.stray);
    expect(stray).toMatchObject({ name: 'Build server' });
    expect(await scene.attention.needs()).toMatchObject([unknown]);

    await scene.inventory.revoke('c1', stray?.id ?? '');
    await scene.inventory.list('c1');

    expect(await scene.attention.needs()).toEqual([]);
    expect(scene.server.count('create')).toBe(1);
  });

  it.each([
    'storage_unreadable',
    'storage_full',
    'vault_changed_outside',
    'vault_damaged',
    'newer_schema',
    'managed_passphrase',
  ] as const)('is one too when the answer came and was not kept: the vault said %s', async (code) => {
    const server = synergyServer();
    const scene = sceneWith({ fetch: server.fetch, granted: [SERVER] });
    await scene.tokens.saveDraft(synergyDraft(), { permission: 'fail' });
    const write = vi.spyOn(scene.world.vault, 'write').mockRejectedValue(new TokenfillError(code));
    const inputs = { name: 'Build server', clientId: 'x', days: '180' };

    // Not what the vault said: whoever tried again would create a second one.
    await expect(scene.inventory.create('c1', inputs)).rejects.toThrow('unknown_outcome');

    write.mockRestore();
    expect(server.count('create')).toBe(1);
    expect(await scene.attention.needs()).toMatchObject([{ what: 'outcome_unknown', name: 'Build server' }]);
  });

  it('is over when the list does not have it, or when its user has looked', async () => {
    const nothing = await lostScene(500);
    await nothing.inventory.list('c1');
    expect(await nothing.attention.needs()).toEqual([]);
    const looked = await lostScene('lost');
    await looked.attention.forgetLost('c1');
    expect(await looked.attention.needs()).toEqual([]);
  });
});
