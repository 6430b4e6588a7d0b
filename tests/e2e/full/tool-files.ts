import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Demo } from '../../servers/demo';

/** Files of other tools with credentials that the local providers know, written into a folder. */

const FIXTURES = join(import.meta.dirname, '../../fixtures/imports');

/** A Postman collection and one environment for each of two worlds. */
export async function postmanFiles(folder: string, { podero }: Demo): Promise<readonly string[]> {
  const environments = (['live', 'sandbox'] as const).map(async (world) => {
    const { clientId, clientSecret } = podero[world];
    const text = await readFile(join(FIXTURES, `postman-${world}.json`), 'utf8');
    const own = text.replace(`made-up-client-${world}`, clientId).replace(`made-up-secret-of-${world}`, clientSecret);
    return written(join(folder, `${world}.json`), own);
  });
  return [join(FIXTURES, 'postman-podero.json'), ...(await Promise.all(environments))];
}

/** The same as Bruno 3 keeps it: a folder of YAML files. */
export async function brunoFiles(folder: string, { podero }: Demo): Promise<readonly string[]> {
  const { live, sandbox } = podero;
  const collection = `opencollection: 1.0.0

info:
  name: Partners

request:
  auth:
    type: oauth2
    flow: client_credentials
    accessTokenUrl: "{{host}}/oauth2/token/"
    credentials:
      clientId: "{{clientId}}"
      clientSecret: "{{clientSecret}}"
      placement: basic_auth_header
`;
  const environment = (name: string, { origin, clientId, clientSecret }: typeof live | typeof sandbox) =>
    [
      `name: ${name}`,
      'variables:',
      ...Object.entries({ host: origin, clientId, clientSecret }).flatMap(([key, value]) => [
        `  - name: ${key}`,
        `    value: ${value}`,
      ]),
    ].join('\n');
  return Promise.all([
    written(join(folder, 'partners/opencollection.yml'), collection),
    written(join(folder, 'partners/environments/Live.yml'), environment('Live', live)),
    written(join(folder, 'partners/environments/Sandbox.yml'), environment('Sandbox', sandbox)),
  ]);
}

async function written(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}
