import { TokenfillError } from '../domain/errors';
import { scrub } from '../domain/redact';
import { FORBIDDEN_KEYS } from './definition-parts';

const MAX_DEPTH = 32;
const MAX_KEYS = 2_000;
const MAX_TEXT = 64 * 1024;

/**
 * Bytes → JSON value that is safe to walk: bounded depth and size, no prototype keys.
 *
 * @param secrets texts that must not come back in the failure's words
 * @throws TokenfillError `empty_body`, `not_json`, `bad_response`
 * @see SECURITY.md#reading-an-answer
 */
export function parseAnswer(body: string, secrets: readonly string[] = []): unknown {
  const text = body.replace(/^\ufeff/, '').trim();
  if (text === '') throw new TokenfillError('empty_body');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TokenfillError('not_json', { detail: scrub(visible(text), secrets).slice(0, 200) });
  }
  checkSize(value);
  return value;
}

/** Markup is taken out of so much only: 256 KiB of `<` would keep the pattern busy for minutes. */
const LOOKED_AT = 4_000;

/** The start of an answer that is not JSON, without markup, so that a person recognises a login page or a proxy's notice. */
function visible(text: string): string {
  return text
    .slice(0, LOOKED_AT)
    .replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Iterative on purpose: JSON.parse accepts a million nested arrays, a recursive walk would not survive them (M32). */
function checkSize(root: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  let keys = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && value.length > MAX_TEXT) throw new TokenfillError('bad_response');
    if (typeof value !== 'object' || value === null) continue;
    for (const key of Object.keys(value)) {
      keys += 1;
      if (depth >= MAX_DEPTH || keys > MAX_KEYS) throw new TokenfillError('bad_response');
      if (FORBIDDEN_KEYS.has(key)) delete (value as Record<string, unknown>)[key];
      else open.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 });
    }
  }
}
