import { readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProvider, providers } from '../../../lib/provider/registry';
import { playCase, type RecordedCase } from './recorded-case';

const folder = resolve(import.meta.dirname, '../../fixtures/providers');
const files = readdirSync(folder).map((file) => basename(file, '.json'));
const casesOf = (id: string) =>
  (JSON.parse(readFileSync(resolve(folder, `${id}.json`), 'utf8')) as { cases: RecordedCase[] }).cases;

describe.each(files)('%s as recorded', (id) => {
  it.each(casesOf(id).map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const provider = findProvider(id);
    if (!provider) throw new Error(`no provider ${id}`);
    await playCase(provider, one);
  });
});

describe('recordings', () => {
  it('exist for every built-in provider and for nothing else', () => {
    expect([...files].sort()).toEqual(providers.map((provider) => provider.id).sort());
  });

  it.each(
    providers.flatMap((provider) =>
      provider.methods.map((method) => [provider.id, method.id, method.steps.length] as const),
    ),
  )('%s / %s has a good one, and a bad one when it sends requests', (id, methodId, steps) => {
    const mine = casesOf(id).filter((one) => one.method === methodId);
    expect(mine.some((one) => one.token !== undefined)).toBe(true);
    if (steps > 0) expect(mine.some((one) => one.failure !== undefined)).toBe(true);
  });
});
