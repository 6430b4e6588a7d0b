import { describe, expect, it } from 'vitest';
import { writeDefinition, writeDefinitionFile } from '../../../lib/definitions/definition-file';
import { readPolicy } from '../../../lib/managed/policy';
import { fc } from '../../generated';
import { good } from '../definitions/corpus';

const BUILT_IN = ['podero', 'port'];
const read = (raw: unknown) => readPolicy(raw, BUILT_IN);
const PAGES = { provider: 'podero', origins: ['https://docs.example.com'] };
const BOUND = { providerId: 'podero', origins: ['https://docs.example.com'], others: 'allowed' };
const problem = (path: string, code: string) => ({ path, code });

describe('a policy', () => {
  it('says nothing when it is empty', () => {
    expect(read({})).toEqual({ rules: {}, definitions: [], pages: [], problems: [] });
  });

  it('says everything when all of it is in order', () => {
    const policy = read({
      definitions: [writeDefinition(good()), writeDefinitionFile([{ ...good(), id: 'own-b' }])],
      pages: [PAGES, { provider: 'own-b', origins: ['http://docs.corp:8080/'], only: true }],
      forcePassphrase: true,
      lockMinutes: 30,
      forbidExport: true,
    });
    expect(policy.problems).toEqual([]);
    expect(policy.definitions.map(({ id }) => id)).toEqual(['own-acme', 'own-b']);
    expect(policy.pages).toEqual([
      BOUND,
      { providerId: 'own-b', origins: ['http://docs.corp:8080'], others: 'refused' },
    ]);
    expect(policy.rules).toEqual({ passphrase: 'required', lockMinutes: 30, export: 'forbidden' });
  });

  it('leaves a rule to the user when it says no', () => {
    expect(read({ forcePassphrase: false, forbidExport: false }).rules).toEqual({});
  });

  it.each([
    ['a word for a yes', { forcePassphrase: 'yes' }, { passphrase: 'required' }, 'forcePassphrase'],
    ['nothing for a yes', { forbidExport: null }, { export: 'forbidden' }, 'forbidExport'],
    ['a number for a yes', { forbidExport: 1 }, { export: 'forbidden' }, 'forbidExport'],
    ['minutes as a text', { lockMinutes: '30' }, { lockMinutes: 15 }, 'lockMinutes'],
    ['no minute', { lockMinutes: 0 }, { lockMinutes: 15 }, 'lockMinutes'],
    ['parts of a minute', { lockMinutes: 1.5 }, { lockMinutes: 15 }, 'lockMinutes'],
    ['more than a working day', { lockMinutes: 481 }, { lockMinutes: 15 }, 'lockMinutes'],
  ])('is on the strict side, and says so, when a rule has %s', (_, raw, rules, path) => {
    expect(read(raw)).toMatchObject({ rules, problems: [problem(path, 'managed_bad_rule')] });
  });

  it.each([
    ['no object', 'text', '', 'managed_bad_value'],
    ['a list', [], '', 'managed_bad_value'],
    ['a setting that is misspelt', { forcePasphrase: true }, 'forcePasphrase', 'managed_unknown_setting'],
    ['definitions that are no list', { definitions: '{}' }, 'definitions', 'managed_bad_value'],
    ['a definition that is no text', { definitions: [good()] }, 'definitions[0]', 'managed_bad_value'],
    ['a definition that is no JSON', { definitions: ['{'] }, 'definitions[0]', 'definition_not_json'],
    [
      'a definition with the id of a built-in provider',
      { definitions: [writeDefinition({ ...good(), id: 'podero' })] },
      'definitions[0] → id',
      'definition_id_refused',
    ],
    [
      'a definition that binds a page by itself',
      { definitions: [writeDefinition({ ...good(), pages: ['https://docs.example.com'] })] },
      'definitions[0] → pages',
      'definition_binds',
    ],
    ['pages that are no list', { pages: PAGES }, 'pages', 'managed_bad_value'],
    ['pages of nobody', { pages: [{ origins: [] }] }, 'pages[0].provider', 'managed_unknown_provider'],
    [
      'pages of an unknown provider',
      { pages: [{ ...PAGES, provider: 'acme' }] },
      'pages[0].provider',
      'managed_unknown_provider',
    ],
    ['an entry that is no object', { pages: [null] }, 'pages[0]', 'managed_bad_value'],
  ])('leaves out what cannot be used, with its place, when it has %s', (_, raw, path, code) => {
    const policy = read(raw);
    expect(policy.problems).toEqual([problem(path, code)]);
    expect(policy).toMatchObject({ rules: {}, definitions: [], pages: [] });
  });

  it.each([
    ['a path', 'https://docs.example.com/swagger'],
    ['a pattern', 'https://*.example.com'],
    ['no scheme', 'docs.example.com'],
    ['a user name', 'https://someone@docs.example.com'],
    ['another scheme', 'ftp://docs.example.com'],
    ['nothing', ''],
    ['no text', 7],
  ])('binds the other origins of an entry when one has %s', (_, wrong) => {
    const policy = read({ pages: [{ ...PAGES, origins: [wrong, 'https://docs.example.com'] }] });
    expect(policy.pages).toEqual([BOUND]);
    expect(policy.problems).toEqual([problem('pages[0].origins[0]', 'managed_bad_origin')]);
  });

  it('lets pages be filled nowhere when it says "only" and none of its origins reads', () => {
    const policy = read({ pages: [{ provider: 'podero', origins: ['*'], only: true }] });
    expect(policy.pages).toEqual([{ providerId: 'podero', origins: [], others: 'refused' }]);
    expect(policy.problems).toHaveLength(1);
  });

  it('takes an "only" that does not read for a yes, says so, and names what it does not know', () => {
    const policy = read({ pages: [{ ...PAGES, only: 'no', wildcard: true }] });
    expect(policy.pages).toEqual([{ ...BOUND, others: 'refused' }]);
    expect(policy.problems).toEqual([
      problem('pages[0].wildcard', 'managed_unknown_setting'),
      problem('pages[0].only', 'managed_bad_rule'),
    ]);
  });

  it('reads several entries of one provider as one, and the stricter word counts', () => {
    const policy = read({ pages: [PAGES, { provider: 'podero', origins: ['https://b.example'], only: true }] });
    expect(policy.pages).toEqual([
      { providerId: 'podero', origins: ['https://docs.example.com', 'https://b.example'], others: 'refused' },
    ]);
  });

  it('refuses a definition by itself when its id was there before, and keeps the others', () => {
    const policy = read({ definitions: [writeDefinition(good()), '{', writeDefinition({ ...good(), name: 'Again' })] });
    expect(policy.definitions.map(({ name }) => name)).toEqual([good().name]);
    expect(policy.problems).toEqual([
      problem('definitions[1]', 'definition_not_json'),
      problem('definitions[2]', 'definition_twice'),
    ]);
  });

  it('never throws, and never turns a rule off, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('forcePassphrase', 'forbidExport', 'lockMinutes', 'pages', 'definitions', 'x'),
          fc.jsonValue(),
        ),
        (raw) => {
          const { rules } = read(raw);
          for (const [name, rule] of [
            ['forcePassphrase', 'passphrase'],
            ['forbidExport', 'export'],
          ] as const) {
            const off = raw[name] === undefined || raw[name] === false;
            expect(rules[rule] === undefined).toBe(off);
          }
          expect(rules.lockMinutes === undefined).toBe(raw.lockMinutes === undefined);
        },
      ),
    );
  });
});
