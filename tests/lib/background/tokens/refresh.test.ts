import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../../lib/domain/connection';
import type { Exchange } from '../../provider/recorded';
import { sceneWith } from '../scene';

/** Refresh tokens by the generic provider's password grant: `tokens` keeps them, `renewal` knows when to use them. */
const ORIGIN = 'https://issuer.test';
const URL_ = `${ORIGIN}/token`;
const CLICK = { permission: 'wait' } as const;
const NOBODY = { permission: 'fail' } as const;

const inputs = {
  tokenUrl: URL_,
  authentication: 'none',
  clientId: 'demo-client',
  username: 'ann',
  password: 'made-up-password',
  bodyFormat: 'form',
};
const draft = (more: Partial<Draft> = {}): Draft => ({
  ...{ id: 'c1', label: 'Issuer', providerId: 'oauth2', methodId: 'password' },
  ...{ inputs, allowHttp: false, origins: ['https://docs.test'] },
  ...more,
});

const token = (name: string, refresh?: string): Exchange['answer'] => ({
  status: 200,
  json: { access_token: `made-up-${name}`, token_type: 'Bearer', expires_in: 0, refresh_token: refresh },
});
const gone = { status: 400, json: { error: 'invalid_grant' } };
const lost = { status: 200, fails: 'network' } as const;

/** A connection that has its first token, already over, and a refresh token. */
async function signedIn(...answers: Exchange['answer'][]) {
  const exchanges = [token('first', 'made-up-refresh-1'), ...answers].map((answer) => ({
    request: { method: 'POST', url: URL_ },
    answer,
  }));
  const scene = sceneWith({ exchanges, granted: [ORIGIN] });
  await scene.tokens.saveDraft(draft(), CLICK);
  const grants = () => scene.player.seen.map((one) => (one.body as Record<string, string>).grant_type);
  const sent = () => scene.player.seen.map((one) => (one.body as Record<string, string>).refresh_token);
  const kept = async () => (await scene.world.vault.read('c1'))?.secrets?.refreshToken;
  return { ...scene, grants, sent, kept };
}

describe('a refresh token', () => {
  it('lies with the secrets and nowhere else when a token comes with one', async () => {
    const { world, kept } = await signedIn();

    const entry = await world.vault.read('c1');
    expect(await kept()).toBe('made-up-refresh-1');
    expect(JSON.stringify([entry?.token, entry?.connection])).not.toContain('made-up-refresh');
    expect(JSON.stringify(await world.browser.storage.local.get(null))).not.toContain('made-up-refresh');
  });

  it('is used instead of the password, and replaced by the next one, when a token is needed', async () => {
    const { tokens, kept, sent, grants, world } = await signedIn(token('second', 'made-up-refresh-2'), token('third'));

    await tokens.ensure('c1', NOBODY);
    expect(await kept()).toBe('made-up-refresh-2');
    expect((await world.vault.read('c1'))?.token).toMatchObject({
      accessToken: 'made-up-second',
      refreshes: 'rotating',
    });
    await tokens.ensure('c1', NOBODY);

    expect(grants()).toEqual(['password', 'refresh_token', 'refresh_token']);
    expect(sent()).toEqual([undefined, 'made-up-refresh-1', 'made-up-refresh-2']);
    expect(await kept()).toBe('made-up-refresh-2');
    expect((await world.vault.read('c1'))?.token?.refreshes).toBe('fixed');
  });

  it('leaves the revision as it was, so that an open form can still be saved', async () => {
    const { tokens, world } = await signedIn(token('second', 'made-up-refresh-2'));
    const before = (await world.vault.read('c1'))?.connection.rev;
    await tokens.ensure('c1', NOBODY);
    expect((await world.vault.read('c1'))?.connection.rev).toBe(before);
  });

  it('gives way to the method’s own steps when the provider no longer takes it', async () => {
    const { tokens, grants, kept } = await signedIn(gone, token('again', 'made-up-refresh-9'));
    expect(await tokens.ensure('c1', NOBODY)).toMatchObject({ accessToken: 'made-up-again' });
    expect(grants()).toEqual(['password', 'refresh_token', 'password']);
    expect(await kept()).toBe('made-up-refresh-9');
  });

  it('stays when only the label is edited, and goes when the address is', async () => {
    const moved = 'https://issuer.test/other';
    const scene = await signedIn(token('second', 'made-up-refresh-2'));
    const rev = async () => (await scene.world.vault.read('c1'))?.connection.rev;
    await scene.tokens.saveDraft(
      draft({ rev: await rev(), label: 'Renamed', inputs: { ...inputs, password: '' } }),
      CLICK,
    );
    expect(scene.sent()).toEqual([undefined, 'made-up-refresh-1']);

    const edit = draft({ rev: await rev(), inputs: { ...inputs, tokenUrl: moved } });
    await expect(scene.tokens.saveDraft(edit, CLICK)).rejects.toThrow();
    expect(scene.player.seen.at(-1)).toMatchObject({ url: moved, body: { grant_type: 'password' } });
    expect(scene.sent().filter((sent) => sent === 'made-up-refresh-2')).toEqual([]);
  });

  it('is kept and its loss is told when the answer got lost, and nobody but a person tries it again', async () => {
    const scene = await signedIn(lost, token('second', 'made-up-refresh-2'));

    await expect(scene.tokens.ensure('c1', NOBODY)).rejects.toThrow('unknown_outcome');
    expect(await scene.notes.readFailure('c1')).toMatchObject({ code: 'unknown_outcome' });
    expect(await scene.kept()).toBe('made-up-refresh-1');
    await expect(scene.tokens.ensure('c1', NOBODY)).rejects.toThrow('unknown_outcome');
    expect(scene.player.seen).toHaveLength(2);

    expect(await scene.tokens.ensure('c1', CLICK)).toMatchObject({ accessToken: 'made-up-second' });
    expect(await scene.kept()).toBe('made-up-refresh-2');
    expect(await scene.notes.readFailure('c1')).toBeUndefined();
  });

  it('is not used by itself when the worker died while it was on its way', async () => {
    const scene = await signedIn(token('second', 'made-up-refresh-2'));
    await scene.notes.beginRefresh('c1');
    await expect(scene.tokens.ensure('c1', NOBODY)).rejects.toThrow('unknown_outcome');
    expect(scene.player.seen).toHaveLength(1);
  });

  it('is sent again after a lost answer when it is known to stay the same', async () => {
    const scene = await signedIn(token('second'), lost, token('third'));
    await scene.tokens.ensure('c1', NOBODY);
    expect(await scene.tokens.ensure('c1', NOBODY)).toMatchObject({ accessToken: 'made-up-third' });
    expect(scene.sent()).toEqual([undefined, ...Array(3).fill('made-up-refresh-1')]);
  });

  it.each([
    ['has a character that no request can carry', 'made up'],
    ['is longer than 16 KiB', 'x'.repeat(16 * 1024 + 1)],
  ])('that %s ends as unknown_outcome, and the old one is kept', async (_, next) => {
    const scene = await signedIn(token('second', next));
    await expect(scene.tokens.ensure('c1', NOBODY)).rejects.toThrow('unknown_outcome');
    expect(await scene.kept()).toBe('made-up-refresh-1');
  });
});

describe('renewal ahead of time', () => {
  const DOCS = 'https://docs.test';
  const later = (refreshes?: 'rotating' | 'fixed') => ({
    ...{ accessToken: 'made-up', tokenType: 'Bearer', extras: {} },
    ...{ obtainedAt: Date.UTC(2026, 0, 1), expiresAt: Date.UTC(2026, 0, 1, 1), refreshes },
  });
  const alarm = async (refreshes: 'rotating' | 'fixed' | undefined) => {
    const scene = await signedIn();
    await scene.notes.writeKeep(DOCS, 'on');
    await scene.world.vault.writeToken('c1', later(refreshes));
    await scene.renewal.arm();
    return scene.world.browser.alarms.get(scene.renewal.alarm);
  };

  it('is planned without an open page when the refresh token is known to stay', async () => {
    expect(await alarm('fixed')).toBeDefined();
  });

  it.each([
    ['changes with each use', 'rotating' as const],
    ['may change', undefined],
  ])('is not planned without an open page when the refresh token %s', async (_, refreshes) => {
    expect(await alarm(refreshes)).toBeUndefined();
  });
});
