import { describe, expect, it } from 'vitest';
import { scrub } from '../../../lib/domain/redact';

const SECRET = 'made-up/secret+value=1';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('scrub hides a secret', () => {
  it.each([
    ['as it was typed', SECRET],
    ['in an address', encodeURIComponent(SECRET)],
    ['in a form', new URLSearchParams({ s: SECRET }).toString().slice(2)],
    ['in hex', Buffer.from(SECRET).toString('hex')],
    ['in upper-case hex', Buffer.from(SECRET).toString('hex').toUpperCase()],
    ['in base64', base64(SECRET)],
    ['in base64url', Buffer.from(SECRET).toString('base64url')],
    ['in base64 behind one other character', base64(`x${SECRET}`)],
    ['in base64 behind a client id', base64(`demo-client:${SECRET}`)],
    ['in base64 between others', base64(`ab${SECRET}cd`)],
    ['twice', `${SECRET} and ${SECRET}`],
  ])('%s', (_, form) => {
    const shown = scrub(`the server said: ${form}.`, [SECRET]);
    expect(shown).toContain('•••');
    expect(shown).not.toContain(form.slice(4, -4));
  });

  it('and leaves short ones, which would eat words', () => {
    expect(scrub('a token of the user', ['of'])).toBe('a token of the user');
  });
});
