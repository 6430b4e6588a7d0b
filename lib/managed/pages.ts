import { type Problem, pathText } from '../definitions/problem';
import type { ManagedPages } from '../domain/managed';
import { originOf } from '../domain/origin';

interface Read {
  readonly pages: readonly ManagedPages[];
  readonly problems: readonly Problem[];
}

/** Origins by provider; several entries for one provider are read as one, and the stricter word counts. */
export function readPages(value: unknown, known: readonly string[]): Read {
  if (value === undefined) return { pages: [], problems: [] };
  if (!Array.isArray(value)) return { pages: [], problems: [{ path: 'pages', code: 'managed_bad_value' }] };
  const read = value.map((entry: unknown, index) => readEntry(entry, index, known));
  const pages = read.flatMap((one) => one.pages);
  const ids = [...new Set(pages.map(({ providerId }) => providerId))];
  return {
    pages: ids.map((id) => merged(pages.filter(({ providerId }) => providerId === id))),
    problems: read.flatMap((one) => one.problems),
  };
}

function readEntry(entry: unknown, index: number, known: readonly string[]): Read {
  const at = (...path: (string | number)[]) => pathText(['pages', index, ...path]);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return { pages: [], problems: [{ path: at(), code: 'managed_bad_value' }] };
  }
  const { provider, origins, only, ...unknown } = entry as Readonly<Record<string, unknown>>;
  const strange = Object.keys(unknown).map((name): Problem => ({ path: at(name), code: 'managed_unknown_setting' }));
  if (typeof provider !== 'string' || !known.includes(provider)) {
    return { pages: [], problems: [...strange, { path: at('provider'), code: 'managed_unknown_provider' }] };
  }
  const list: readonly unknown[] = Array.isArray(origins) ? origins : [];
  const wrong = list.flatMap((text, position): readonly Problem[] =>
    exactOrigin(text) === undefined ? [{ path: at('origins', position), code: 'managed_bad_origin' }] : [],
  );
  const isSwitch = only === undefined || typeof only === 'boolean';
  return {
    pages: [
      {
        providerId: provider,
        origins: list.map(exactOrigin).filter((origin) => origin !== undefined),
        // A word that does not read is taken for the strict one.
        others: only === undefined || only === false ? 'allowed' : 'refused',
      },
    ],
    problems: [
      ...strange,
      ...(Array.isArray(origins) ? [] : [{ path: at('origins'), code: 'managed_bad_value' } as const]),
      ...wrong,
      ...(isSwitch ? [] : [{ path: at('only'), code: 'managed_bad_rule' } as const]),
    ],
  };
}

/** Scheme, host and port and nothing else: no path that would seem to matter, no pattern that would seem to match. */
function exactOrigin(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.includes('*')) return undefined;
  const origin = originOf(text);
  return origin !== undefined && (text === origin || text === `${origin}/`) ? origin : undefined;
}

function merged(entries: readonly ManagedPages[]): ManagedPages {
  return {
    providerId: entries[0]?.providerId ?? '',
    origins: [...new Set(entries.flatMap(({ origins }) => origins))],
    others: entries.some(({ others }) => others === 'refused') ? 'refused' : 'allowed',
  };
}
