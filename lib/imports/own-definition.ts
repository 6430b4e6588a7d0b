import type { Method, ProviderDefinition } from '../provider/definition';
import { OWN_PREFIX } from '../provider/own';

/** A definition of the user's own with one method. The same content has the same id: bringing it in again makes no second one. */
export function ownFrom({ name, docs, baseUrl, refusals }: Template, method: Method): ProviderDefinition {
  const content = {
    ...{ name: name.slice(0, 60), version: 1, docs, regions: [], pages: [], apiOrigins: [], methods: [method] },
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(refusals ? { refusals } : {}),
  };
  return { id: `${OWN_PREFIX}${slugOf(name)}-${shortHash(JSON.stringify(content))}`, ...content };
}
type Template = Pick<ProviderDefinition, 'name' | 'docs' | 'baseUrl' | 'refusals'>;

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
