import { describe, expect, it } from 'vitest';
import { anySiteInputs } from '../../components/form/any-site-inputs';
import type { SecurityScheme } from '../../lib/domain/page';

const BEARER = { methodId: 'header', inputs: { header: 'Authorization', prefix: 'Bearer' } };

const ROWS: readonly [what: string, scheme: Omit<SecurityScheme, 'name'>, start: object | undefined][] = [
  ['http bearer', { type: 'http', scheme: 'bearer' }, BEARER],
  ['oauth2', { type: 'oauth2' }, BEARER],
  ['openIdConnect', { type: 'openIdConnect' }, BEARER],
  ['a key in Authorization', { type: 'apiKey', in: 'header', parameter: 'Authorization' }, BEARER],
  ['a key in authorization, lower case', { type: 'apiKey', in: 'header', parameter: 'authorization' }, BEARER],
  [
    'a key in a header of its own',
    { type: 'apiKey', in: 'header', parameter: 'X-Api-Key' },
    { methodId: 'header', inputs: { header: 'X-Api-Key', prefix: '' } },
  ],
  [
    'a key in the query',
    { type: 'apiKey', in: 'query', parameter: 'api_key' },
    { methodId: 'query', inputs: { parameter: 'api_key' } },
  ],
  ['http basic', { type: 'http', scheme: 'basic' }, { methodId: 'basic', inputs: {} }],
  ['a cookie', { type: 'apiKey', in: 'cookie', parameter: 'sid' }, undefined],
  ['http digest', { type: 'http', scheme: 'digest' }, undefined],
  ['mutual TLS', { type: 'mutualTLS' }, undefined],
  ['a key without a name', { type: 'apiKey', in: 'header' }, undefined],
];

describe('anySiteInputs', () => {
  it.each(ROWS)('starts the form as the page wants it when the scheme is %s', (_, scheme, start) => {
    const expected = start ? [{ scheme: 'it', ...start }] : [];
    expect(anySiteInputs([{ name: 'it', ...scheme }])).toEqual(expected);
  });

  it('keeps the page’s order when several schemes fit', () => {
    const schemes: SecurityScheme[] = [
      { name: 'b', type: 'oauth2' },
      { name: 'a', type: 'http', scheme: 'basic' },
    ];
    expect(anySiteInputs(schemes).map(({ scheme }) => scheme)).toEqual(['b', 'a']);
  });
});
