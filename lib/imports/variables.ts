import type { Variable } from './found';

const DEEPEST = 8;
const MOST_EXPANSIONS = 400;
const LONGEST = 20_000;

/** Puts the values of one environment into texts, and remembers what it had none for. Work and length are bounded. */
export class Resolver {
  /** Names of variables without a value, in the order met. */
  readonly unresolved = new Set<string>();
  /** Values of variables that the file calls secret, and texts that hold one. */
  readonly secrets = new Set<string>();
  /** Names of variables that had a value. */
  readonly used = new Set<string>();
  readonly #scopes: readonly ReadonlyMap<string, Variable>[];

  /** `scopes`: the first that has a value wins. An empty value counts: it is what the tool would send. */
  constructor(scopes: readonly (readonly Variable[])[]) {
    this.#scopes = scopes.map(byName);
  }

  /** The text with all its variables; empty when one of them has no value: then a person must say it. */
  text(template: string): string {
    const state = { expansions: 0, missing: false, secret: false };
    const text = this.#expand(template, 0, state);
    if (state.missing || text.length > LONGEST) return '';
    if (state.secret && text !== '') this.secrets.add(text);
    return text;
  }

  #expand(template: string, depth: number, state: State): string {
    let text = '';
    let at = 0;
    for (;;) {
      const open = template.indexOf('{{', at);
      const close = open < 0 ? -1 : template.indexOf('}}', open + 2);
      if (close < 0 || text.length > LONGEST) return text + template.slice(at);
      text += template.slice(at, open) + this.#value(variableName(template.slice(open + 2, close)), depth, state);
      at = close + 2;
    }
  }

  #value(name: string, depth: number, state: State): string {
    const variable = this.#scopes.find((scope) => scope.has(name))?.get(name);
    state.expansions += 1;
    if (!variable || variable.value === '' || depth >= DEEPEST || state.expansions > MOST_EXPANSIONS) {
      state.missing = true;
      this.unresolved.add(name.slice(0, 100));
      return '';
    }
    this.used.add(name);
    const value = this.#expand(variable.value, depth + 1, state);
    if (variable.kind === 'secret') {
      state.secret = true;
      // By itself, too: a tenant in an address becomes a value of its own.
      if (value !== '') this.secrets.add(value);
    }
    return value;
  }
}

const known = new WeakMap<readonly Variable[], ReadonlyMap<string, Variable>>();

/** The variables of one scope by name, made once: each thing found is tried with each environment. */
function byName(scope: readonly Variable[]): ReadonlyMap<string, Variable> {
  const before = known.get(scope);
  if (before) return before;
  const map = new Map(scope.map((variable) => [variable.name, variable]));
  known.set(scope, map);
  return map;
}

/** Whether one of these scopes gives a variable of this name a value. */
export function hasValue(scopes: readonly (readonly Variable[])[], name: string): boolean {
  return scopes.some((scope) => (byName(scope).get(name)?.value ?? '') !== '');
}

interface State {
  expansions: number;
  missing: boolean;
  secret: boolean;
}

/** `_.token` and `_['token']` are how Insomnia writes `token`. */
export function variableName(text: string): string {
  const name = text.trim();
  if (name.startsWith('_.')) return name.slice(2);
  const quoted = /^_\[(['"])([^'"]{1,200})\1\]$/.exec(name);
  return quoted?.[2] ?? name;
}

/** Whether a text is one variable and nothing else. */
export function isVariable(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith('{{') && trimmed.indexOf('}}') === trimmed.length - 2;
}
