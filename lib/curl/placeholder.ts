import { wordsIn } from './names';
import { isIdentityName, isSecretName } from './secret';

/** Where documentation means "put yours here". Every quantifier is bounded: a text of any length is read in one pass. */
const MARKED =
  /\{\{\$?[\w .-]{1,200}\}\}|\$\{[\w:.-]{1,80}\}|\$\([^()\n]{0,200}\)|`[^`\n]{1,200}`|\$[A-Za-z_]\w{0,80}|%[A-Z_]{3,80}%|<[^<>\n]{1,80}>|\{[A-Za-z][\w .'-]{0,80}\}|\[(?:your|my|insert|enter)[\w .'-]{1,80}\]|\b(?:your|my|insert|enter|replace|put|paste)[_-][A-Za-z0-9_-]{1,80}|\byour[A-Z]\w{1,80}/gi;

/** A part of a text: as it stands, or to be asked for. */
export interface Part {
  readonly kind: 'literal' | 'placeholder';
  readonly text: string;
}

/** Literal texts and placeholders in turn. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKED)) {
    if (match.index > at) parts.push({ kind: 'literal', text: text.slice(at, match.index) });
    parts.push({ kind: 'placeholder', text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ kind: 'literal', text: text.slice(at) });
  return parts;
}

const EXAMPLES =
  /^(string|changeme|change[_-]me|todo|redacted|example|foo|bar|(any|your|some|my) [a-z ]{2,40}|[x*•.…-]{3,}|\S+@example\.(com|org|net))$/i;

/** Examples only where such a thing belongs: `grant_type=password` is none. */
const NAMED_EXAMPLES = /^(my|your)?(super)?(password|secret|token|api[_-]?key|user|username|email)(123)?$/i;

/** Whether a whole value only stands for another one: an example, a row of x, or the name of its own field in capitals. */
export function isExample(text: string, fieldName: string): boolean {
  if (EXAMPLES.test(text.trim())) return true;
  if (/^\S*(x{4,}|\*{3,}|•{3,}|\.{3}|…)\S*$/i.test(text)) return true;
  if (NAMED_EXAMPLES.test(text) && (isSecretName(fieldName) || isIdentityName(fieldName))) return true;
  const said = wordsIn(text).join('');
  return said !== '' && /^[A-Z][A-Z0-9_ -]*$/.test(text) && wordsIn(fieldName).join('').endsWith(said);
}

const EXAMPLE_HOST =
  /^([\w-]+\.)*(example\.(com|org|net)|(your|my)[\w-]*\.(com|org|net|io|local|dev|example))$|^(your|my)[_-]?(server|domain|host|instance|site|company)[\w-]*$/i;

/** A host that stands for the user's own server. */
export function isExampleHost(host: string): boolean {
  return EXAMPLE_HOST.test(host.replace(/:\d+$/, ''));
}
