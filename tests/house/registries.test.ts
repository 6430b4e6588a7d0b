import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../lib/domain/errors';
import type { defineAdapter } from '../../lib/domain/page';
import { type Method, ProviderDefinition, type Step } from '../../lib/provider/definition';
import { OWN_PREFIX } from '../../lib/provider/own';
import { placeholders } from '../../lib/provider/template';
import { files, read } from './tree';

type Module<T> = { readonly default?: T };
const providerFiles = import.meta.glob<Module<ProviderDefinition>>('../../lib/providers/*', { eager: true });
const adapterFiles = import.meta.glob<Module<ReturnType<typeof defineAdapter>>>('../../lib/adapters/*', {
  eager: true,
});
const nameOf = (path: string) => path.replace(/^.*\//, '').replace(/\.ts$/, '');

describe.each(Object.entries(providerFiles).map(([path, module]) => [nameOf(path), module.default] as const))(
  'lib/providers/%s',
  (name, provider) => {
    it('is a definition that the schema accepts, named like its file', () => {
      expect(ProviderDefinition.parse(provider).id).toBe(name);
    });

    it('has an id that no definition of a user can have', () => {
      expect(name.startsWith(OWN_PREFIX)).toBe(false);
    });

    it('uses every input it asks for, and asks for every input it uses', () => {
      for (const method of provider?.methods ?? []) {
        const declared = method.inputs.map((input) => `inputs.${input.name}`);
        const used = inputsUsed(method, provider);
        expect(used.filter((input) => !declared.includes(input))).toEqual([]);
        expect(declared.filter((input) => !used.includes(input))).toEqual([]);
      }
    });

    it('names only values that its regions have', () => {
      const used = placeholders(JSON.stringify(provider)).filter((value) => value.startsWith('region.'));
      for (const region of provider?.regions ?? []) {
        const values = Object.keys(region.values).map((value) => `region.${value}`);
        expect(used.filter((value) => !values.includes(value))).toEqual([]);
      }
      if (provider?.regions.length === 0) expect(used).toEqual([]);
    });

    it('ends tokens where it got them', () => {
      const serverOf = (url = '') => /^(https:\/\/[^/]+|\{\{inputs\.\w+\}\})/.exec(url)?.[0];
      for (const { steps, revocation } of provider?.methods ?? []) {
        if (revocation) expect(serverOf(revocation.url)).toBe(serverOf(steps.at(-1)?.url));
      }
    });

    it('sends secrets only to https addresses or to the user’s own server, and never in an address', () => {
      const urls = JSON.stringify(provider).match(/"url":"[^"]*"/g) ?? [];
      expect(urls.filter((url) => !/"url":"(https:\/\/|\{\{inputs\.)/.test(url))).toEqual([]);
      const secrets = (provider?.methods ?? []).flatMap(secretNames);
      expect(urls.filter((url) => secrets.some((secret) => url.includes(`inputs.${secret}}}`)))).toEqual([]);
    });
  },
);

const secretNames = (method: Method) => method.inputs.filter((input) => input.secret).map((input) => input.name);

/** Every `inputs.x` that a method's requests, token, headers or further life uses. */
function inputsUsed(method: Method, provider: ProviderDefinition | undefined): readonly string[] {
  const { inputs, guide: _, ...rest } = method;
  const addresses = [...(provider?.pages ?? []), ...(provider?.apiOrigins ?? [])];
  const templates = JSON.stringify([rest, addresses, inputs.map((input) => input.strip)]);
  const named = [...templates.matchAll(/"(?:dateInput|each|secretExpiresOn|more|issuer)":"(\w+)"/g)].map(
    (match) => `inputs.${match[1]}`,
  );
  return [...new Set([...placeholders(templates).filter((name) => name.startsWith('inputs.')), ...named])];
}

describe.each(Object.entries(adapterFiles).map(([path, module]) => [nameOf(path), module.default] as const))(
  'lib/adapters/%s',
  (name, adapter) => {
    it('is an adapter named like its file', () => {
      expect(adapter?.id).toBe(name);
      expect(adapter?.find).toBeTypeOf('function');
    });
  },
);

it('adapters have different places in the order', () => {
  const orders = Object.values(adapterFiles).map((module) => module.default?.order);
  expect(new Set(orders).size).toBe(orders.length);
});

it('creating steps are marked: whatever answers with a shown-once token is never repeated', () => {
  const steps = Object.values(providerFiles).flatMap(({ default: provider }) => [
    ...(provider?.methods.filter((method) => method.becomes).map((method) => method.steps.at(-1)) ?? []),
    ...(provider?.inventory ? [provider.inventory.create.step] : []),
  ]);
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.filter((step: Step | undefined) => !step?.creates)).toEqual([]);
});

describe('the text catalogue', () => {
  const catalogue = JSON.parse(read('public/_locales/en/messages.json')) as Record<string, { message: string }>;
  const used = files('lib/**', 'components/**', 'entrypoints/**', 'wxt.config.ts').map(read).join('\n');

  it.each(ERROR_CODES)('has one text for %s that says what to do next', (code) => {
    expect(catalogue[`error_${code}`]?.message.length).toBeGreaterThan(30);
  });

  it('has no text for an error that does not exist', () => {
    const codes = Object.keys(catalogue)
      .filter((key) => key.startsWith('error_'))
      .map((key) => key.slice('error_'.length));
    expect(codes.filter((code) => !(ERROR_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  it('has no text that nothing shows', () => {
    const unused = Object.keys(catalogue).filter(
      (key) => !key.startsWith('error_') && !used.includes(`'${key}'`) && !used.includes(`__MSG_${key}__`),
    );
    expect(unused).toEqual([]);
  });
});
