/** Reading values back out of a text by the template that would have made it: `{{inputs.tenant}}` in an address. */

export type Values = Record<string, string>;

interface Part {
  readonly kind: 'literal' | 'name';
  readonly text: string;
}

function partsOf(template: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of template.matchAll(/\{\{([a-zA-Z0-9_.]+)\}\}/g)) {
    if (match.index > at) parts.push({ kind: 'literal', text: template.slice(at, match.index) });
    parts.push({ kind: 'name', text: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < template.length) parts.push({ kind: 'literal', text: template.slice(at) });
  return parts;
}

/**
 * The values of the names in a template, or undefined when the text is not made by it. A value ends where the next literal begins
 * first; with `stops`, it may hold none of these characters. Only names of inputs are returned.
 */
export function matchText(template: string, text: string, stops = ''): Values | undefined {
  const found: Values = {};
  const parts = partsOf(template);
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'literal') {
      if (!text.startsWith(part.text, at)) return undefined;
      at += part.text.length;
      continue;
    }
    const next = parts[index + 1];
    const end = next ? text.indexOf(next.text, at) : text.length;
    const value = end < 0 ? '' : text.slice(at, end);
    if (end < 0 || next?.kind === 'name' || [...stops].some((stop) => value.includes(stop))) return undefined;
    if (part.text.startsWith('inputs.')) found[part.text.slice('inputs.'.length)] = value;
    at = end;
  }
  return at === text.length ? found : undefined;
}

/** The dictionaries as one, or undefined when one of them is, or when they disagree. */
export function merged(...all: readonly (Values | undefined)[]): Values | undefined {
  const result = new Map<string, string>();
  for (const values of all) {
    if (!values) return undefined;
    for (const [name, value] of Object.entries(values)) {
      if ((result.get(name) ?? value) !== value) return undefined;
      result.set(name, value);
    }
  }
  return Object.fromEntries(result);
}
