import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../lib/domain/errors';
import catalogue from '../../public/_locales/en/messages.json';

const messages: Readonly<Record<string, { readonly message: string }>> = catalogue;

describe('texts', () => {
  it.each(ERROR_CODES)('says what happened and what to do next when %s', (code) => {
    const message = messages[`error_${code}`]?.message ?? '';
    expect(message.split(/[.:] /).length, message).toBeGreaterThan(1);
    expect(message).toMatch(/\.$/);
    expect(message.length).toBeLessThan(200);
  });

  it('has no text for a code that does not exist', () => {
    const codes = Object.keys(messages).flatMap((key) => (key.startsWith('error_') ? [key.slice(6)] : []));
    expect(codes.filter((code) => !(ERROR_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  it('fits a store’s limit when the extension is described', () => {
    expect(messages.extension_description?.message.length).toBeLessThanOrEqual(132);
  });
});
