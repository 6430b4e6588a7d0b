import { expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { bindingOf, mayReseal } from '../../../lib/provider/binding';
import type { ProviderDefinition } from '../../../lib/provider/definition';
import { providers } from '../../../lib/provider/registry';
import { createVault } from '../../../lib/vault/create-vault';
import { poderoDraft, poderoExchange, SECRET, sceneWith } from './scene';

/** The stored entry as a Tokenfill with these definitions reads it. */
const readWith = (definitions: readonly ProviderDefinition[]) =>
  createVault({
    local: fakeBrowser.storage.local,
    session: fakeBrowser.storage.session,
    lock: (_, run) => run(),
    now: () => 0,
    bindingOf: (connection) => bindingOf(definitions, connection),
    mayReseal: (before, now) => mayReseal(definitions, before, now),
  }).vault.read('c1');

/** Podero’s definition with the same id, changed. */
const changed = (edit: (text: string) => string) =>
  providers.map((one) => (one.id === 'podero' ? (JSON.parse(edit(JSON.stringify(one))) as ProviderDefinition) : one));

it.each([
  ['sends tokens requests elsewhere', (text: string) => text.replaceAll('/oauth2/token/', '/evil/')],
  ['names another host for the region', (text: string) => text.replaceAll('"app.podero.com"', '"evil.test"')],
  [
    'calls the attacked host its former one',
    (text: string) =>
      text
        .replaceAll('"app.podero.com"', '"evil.test"')
        .replace('"version"', '"formerly":["https://evil.test"],"version"'),
  ],
])('[S07] a definition of the same id that %s gets neither secret nor token', async (_, edit) => {
  const { tokens } = sceneWith({ exchanges: [poderoExchange()], granted: ['https://app.podero.com'] });
  await tokens.saveDraft(poderoDraft(), { permission: 'fail' });
  expect((await readWith(providers))?.secrets).toEqual({ clientSecret: SECRET });

  const entry = await readWith(changed(edit));

  expect(entry?.connection.label).toBe('Podero live');
  expect(entry?.secrets).toBeUndefined();
  expect(entry?.token).toBeUndefined();
});
