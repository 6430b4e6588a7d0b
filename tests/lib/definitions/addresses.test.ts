import { expect, it } from 'vitest';
import { reachOf } from '../../../lib/definitions/addresses';
import type { ProviderDefinition } from '../../../lib/provider/definition';
import { changed, good } from './corpus';

const url = ['methods', 0, 'steps', 1, 'url'];
const withInput = (more: object, template: string) => {
  const inputs = [{ name: 'server', label: 'Server', ...more }, ...(good().methods[0]?.inputs ?? [])];
  const edited = JSON.stringify(changed(['methods', 0, 'inputs'], inputs));
  return JSON.parse(edited.replace('https://{{region.host}}/oauth/token', template)) as ProviderDefinition;
};
const REGIONS = ['https://eu.acme.example', 'https://us.acme.example'];

it.each([
  ['its regions', good(), REGIONS, [], []],
  [
    'a fixed address',
    changed(url, 'https://id.acme.example:8443/x'),
    ['https://id.acme.example:8443', ...REGIONS].sort(),
    [],
    [],
  ],
  [
    'an address inside',
    changed(url, 'http://169.254.169.254/'),
    ['http://169.254.169.254', ...REGIONS],
    [],
    ['http://169.254.169.254'],
  ],
  ['a typed server', withInput({ type: 'url' }, '{{inputs.server}}/token'), REGIONS, ['Server'], []],
  [
    'a typed name',
    withInput({}, 'https://{{inputs.server}}.acme.example/'),
    [...REGIONS, 'https://….acme.example'],
    ['Server'],
    [],
  ],
  [
    'a typed name inside',
    withInput({}, 'https://{{inputs.server}}.corp/'),
    [...REGIONS, 'https://….corp'],
    ['Server'],
    ['https://….corp'],
  ],
  [
    'a server that the definition brings along',
    withInput({ type: 'url', default: '10.0.0.7' }, '{{inputs.server}}/token'),
    ['https://10.0.0.7', ...REGIONS],
    ['Server'],
    ['https://10.0.0.7'],
  ],
  [
    'servers to choose',
    withInput(
      {
        type: 'choice',
        choices: [
          { value: 'https://a.example', label: 'A' },
          { value: 'http://127.0.0.1', label: 'B' },
        ],
      },
      '{{inputs.server}}',
    ),
    ['http://127.0.0.1', 'https://a.example', ...REGIONS],
    ['Server'],
    ['http://127.0.0.1'],
  ],
  ['its check', changed(['verify', 'url'], 'https://check.example/'), ['https://check.example', ...REGIONS], [], []],
  [
    'the end of a token',
    changed(['methods', 0, 'revocation'], { url: 'https://end.example/' }),
    ['https://end.example', ...REGIONS].sort(),
    [],
    [],
  ],
  [
    'a sign-in',
    changed(['methods', 0, 'signIn'], { url: 'https://sign-in.example/', parameters: {} }),
    [...REGIONS, 'https://sign-in.example'].sort(),
    [],
    [],
  ],
])('says that a definition talks to %s', (_, definition, origins, typed, inside) => {
  expect(reachOf(definition as ProviderDefinition)).toEqual({ origins, typed, inside });
});
