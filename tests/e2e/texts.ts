import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ErrorCode } from '../../lib/domain/errors';

const file = resolve(import.meta.dirname, '../../public/_locales/en/messages.json');
const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;

/** The start of an error's text, up to what is filled in. */
export function textOf(code: ErrorCode): string {
  return (catalogue[`error_${code}`]?.message ?? '').split('$')[0] ?? '';
}
