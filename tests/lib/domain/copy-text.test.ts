import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type CopySource, copyText } from '../../../lib/domain/copy-text';
import type { Credential } from '../../../lib/domain/credential';

const bearer: Credential = { in: 'header', name: 'Authorization', value: 'Bearer made-up.token' };
const source = (more: Partial<CopySource> = {}): CopySource => ({
  credentials: [bearer],
  token: { accessToken: 'made-up.token' },
  label: 'Podero Live',
  server: 'https://app.podero.com/api',
  ...more,
});

describe('what is copied', () => {
  it.each([
    ['token', 'made-up.token'],
    ['header', 'Authorization: Bearer made-up.token'],
    ['curl', "curl 'https://app.podero.com/api' \\\n  -H 'Authorization: Bearer made-up.token'"],
    ['env', 'PODERO_LIVE_TOKEN=made-up.token'],
  ] as const)('as %s is what a terminal or a file wants', (kind, text) => {
    expect(copyText(kind, source())).toBe(text);
  });

  it('is all headers when there are three', () => {
    const credentials: Credential[] = [bearer, { in: 'header', name: 'x-shop', value: '7' }];
    expect(copyText('header', source({ credentials }))).toBe('Authorization: Bearer made-up.token\nx-shop: 7');
  });

  it('is a query parameter in a curl command, encoded, when the key goes there', () => {
    const credentials: Credential[] = [{ in: 'query', name: 'key', value: 'a&b=c' }];
    expect(copyText('curl', source({ credentials }))).toBe("curl 'https://app.podero.com/api?key=a%26b%3Dc'");
  });

  it('is user name and password as UTF-8 when they are Basic', () => {
    const credentials: Credential[] = [{ in: 'basic', username: 'Zoë', password: 'pass' }];
    expect(copyText('header', source({ credentials }))).toBe('Authorization: Basic Wm/DqzpwYXNz');
  });

  it.each([
    ['Zürich 2: test!', 'ZU_RICH_2_TEST_TOKEN'],
    ['2nd shop', '_2ND_SHOP_TOKEN'],
    ['…', 'API_TOKEN'],
    ['$(rm -rf)\nX', 'RM_RF_X_TOKEN'],
  ])('has a name that every shell takes when the label is %j', (label, name) => {
    expect(copyText('env', source({ label }))).toBe(`${name}=made-up.token`);
  });

  it.each(["it's", '$(id)', '`id`', 'a"b\\c', '!!', 'a b'])(
    'is read by a shell as it is when a header holds %j',
    (value) => {
      const credentials: Credential[] = [{ in: 'header', name: 'x-key', value }];
      const command = copyText('curl', source({ credentials, token: { accessToken: value } })).replace(
        /^curl /,
        "printf '%s|' ",
      );
      expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe(
        `https://app.podero.com/api|-H|x-key: ${value}|`,
      );
      const line = copyText('env', source({ credentials, token: { accessToken: value }, label: 'x' }));
      expect(execFileSync('sh', ['-c', `${line}; printf %s "$X_TOKEN"`], { encoding: 'utf8' })).toBe(value);
    },
  );
});
