import { quoteEnd, unquote } from './yaml-scalar';

/** What one line of block YAML is. */

export function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

/** Whether a text begins like something that is no plain scalar: a flow collection, an anchor, a tag, a complex key. */
export function isIndicated(text: string): boolean {
  return /^([[\]{}&*!|>%@`,]|\?(\s|$))/.test(text);
}

/** Key and what follows it on its line; undefined when a line is no pair. */
export function splitKey(text: string): readonly [key: string, rest: string] | undefined {
  if (text.startsWith('"') || text.startsWith("'")) {
    const end = quoteEnd(text);
    const key = end === undefined ? undefined : unquote(text.slice(0, end + 1));
    const after = end === undefined ? '' : text.slice(end + 1);
    return key !== undefined && /^:(\s|$)/.test(after) ? [key, after.slice(1).trim()] : undefined;
  }
  if (isIndicated(text) || text.startsWith('#')) return undefined;
  const colon = text.endsWith(':') && !text.includes(': ') ? text.length - 1 : text.indexOf(': ');
  return colon < 1 ? undefined : [text.slice(0, colon), text.slice(colon + 1).trim()];
}

export function withoutComment(line: string): string {
  const at = line.indexOf(' #');
  return at < 0 ? line : line.slice(0, at);
}
