import { TokenfillError } from '../domain/errors';
import { type Method, ProviderDefinition } from '../provider/definition';
import { OWN_PREFIX } from '../provider/own';

/** A definition of the user's own with one method. The same content has the same id: bringing it in again makes no second one. */
export function ownFrom({ name, docs, baseUrl, refusals }: Template, method: Method): ProviderDefinition {
  const content = {
    name: name.slice(0, 60),
    version: 1,
    docs,
    regions: [],
    pages: [],
    apiOrigins: [],
    methods: [method],
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(refusals ? { refusals } : {}),
  };
  return { id: `${OWN_PREFIX}${slugOf(name)}-${shortHash(JSON.stringify(content))}`, ...content };
}
type Template = Pick<ProviderDefinition, 'name' | 'docs' | 'baseUrl' | 'refusals'>;

/**
 * Those that are not stored yet, each once. Of two with the same id that differ, in these files or because the user has changed
 * one since, only one could be stored: the other's secrets would be sent where that one says.
 *
 * @throws TokenfillError `definition_refused`
 */
export function newDefinitions(
  made: readonly ProviderDefinition[],
  stored: readonly ProviderDefinition[],
): readonly ProviderDefinition[] {
  const known = new Map(stored.map((one) => [one.id, JSON.stringify(one)]));
  const fresh: ProviderDefinition[] = [];
  for (const definition of made) {
    // In the order of fields that the schema gives it, as what is stored has them.
    const content = JSON.stringify(ProviderDefinition.parse(definition));
    const before = known.get(definition.id);
    if (before !== undefined && before !== content) throw new TokenfillError('definition_refused');
    if (before === undefined) fresh.push(definition);
    known.set(definition.id, content);
  }
  return fresh;
}

function slugOf(name: string): string {
  const words = name
    .slice(0, 60)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words.join('-').slice(0, 30).replace(/-$/, '') || 'imported';
}

/** FNV-1a, 32 bits: tells contents apart, protects nothing. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
