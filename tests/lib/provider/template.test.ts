import { describe, expect, it } from 'vitest';
import { expandHeader, expandText, expandUrl, placeholders, type Scope } from '../../../lib/provider/template';

const scope: Scope = {
  region: { host: 'api.region.test' },
  inputs: {
    server: 'https://own.test:8443/base/',
    id: 'a b/../c?d#e&f',
    text: 'Zoë',
    evil: 'x\r\nX-Other: y',
    empty: '',
  },
  steps: { login: { token: 'made-up' } },
};

describe('expandUrl', () => {
  it.each([
    ['https://{{region.host}}/token', 'https://api.region.test/token'],
    ['{{inputs.server}}/api', 'https://own.test:8443/base/api'],
    ['https://h.test/{{inputs.id}}', 'https://h.test/a%20b%2F..%2Fc%3Fd%23e%26f'],
    ['https://h.test/?id={{inputs.id}}', 'https://h.test/?id=a%20b%2F..%2Fc%3Fd%23e%26f'],
    ['https://h.test/{{steps.login.token}}', 'https://h.test/made-up'],
    ['https://h.test/x{{inputs.nothing}}', 'https://h.test/x'],
    ['https://h.test/{{inputs.toString}}', 'https://h.test/'],
  ])('%s', (template, expected) => {
    expect(expandUrl(template, scope).href).toBe(expected);
  });

  it.each([
    '{{inputs.text}} nowhere',
    '{{inputs.empty}}/api',
    '{{inputs.nothing}}/api',
    'https://{{inputs.id}}/x',
    'ftp://h.test',
    'https://a:b@h.test/',
    '/relative',
  ])('refuses %s', (template) => {
    expect(() => expandUrl(template, scope)).toThrow('bad_address');
  });
});

describe('expandHeader', () => {
  it('joins values and trims what an empty one leaves', () => {
    expect(expandHeader('{{inputs.empty}} {{steps.login.token}}', scope)).toBe('made-up');
  });

  it.each(['{{inputs.evil}}', 'x {{inputs.text}}'])('refuses %s because no header can carry it', (template) => {
    expect(() => expandHeader(template, scope)).toThrow('input_invalid');
  });
});

it('expandText leaves values as they are: the body’s encoder escapes them', () => {
  expect(expandText('{{inputs.evil}}', scope)).toBe('x\r\nX-Other: y');
});

it('does not expand what a value contains', () => {
  expect(expandText('{{inputs.a}}', { inputs: { a: '{{inputs.b}}', b: 'secret' } })).toBe('{{inputs.b}}');
});

it('placeholders lists the names in order', () => {
  expect(placeholders('{{a.b}} and {{c.d}}')).toEqual(['a.b', 'c.d']);
});
