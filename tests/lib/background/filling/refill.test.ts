import { expect, it } from 'vitest';
import { createRefill } from '../../../../lib/background/filling/refill';
import { PODERO_PAGE, poderoDraft, poderoExchange, poderoReport, poderoToken, sceneWith, TAB } from '../scene';

/** A page that was filled by the first of two connections, which has a newer token by now. */
async function older() {
  const scene = sceneWith({
    exchanges: [poderoExchange(), poderoExchange(poderoToken('madeUpOther'))],
    granted: ['https://app.podero.com'],
    tabUrl: PODERO_PAGE,
    report: poderoReport,
  });
  await scene.tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  await scene.tokens.saveDraft(poderoDraft({ id: 'c2', label: 'Second' }), { permission: 'fail' });
  await scene.fills.fill('c1', TAB);
  const filled = await scene.notes.readFill(TAB);
  if (!filled) throw new Error('Nothing was filled.');
  const record = { ...filled, obtainedAt: 0 };
  await scene.notes.writeFill(TAB, record);
  return { ...scene, refill: createRefill(scene), record };
}

const fillsOf = ({ page }: Awaited<ReturnType<typeof older>>) => page.asked.filter(({ ask }) => ask === 'fill');

it('a page that holds an older token gets the newer one', async () => {
  const scene = await older();
  await scene.refill.one(TAB, scene.record);
  expect(fillsOf(scene)).toHaveLength(2);
});

it('a page that its user has filled with another connection meanwhile keeps what that put there', async () => {
  const scene = await older();
  await scene.fills.fill('c2', TAB);
  await scene.refill.one(TAB, scene.record);
  expect(fillsOf(scene).at(-1)).toMatchObject({ assignments: [{ value: 'madeUpOther' }] });
  expect(await scene.notes.readFill(TAB)).toMatchObject({ connectionId: 'c2' });
});

it('a page that its user has logged out of one of two schemes still gives up the other when the vault locks', async () => {
  const scene = await older();
  const both = { ...scene.record, schemes: ['PartnerAuth', 'Emptied'] };
  await scene.notes.writeFill(TAB, both);

  await scene.refill.one(TAB, both);
  expect(fillsOf(scene)).toHaveLength(1);

  await scene.vaultLock.lockNow();
  expect(scene.page.asked.at(-1)).toMatchObject({ ask: 'logOut', schemes: ['PartnerAuth', 'Emptied'] });
});
