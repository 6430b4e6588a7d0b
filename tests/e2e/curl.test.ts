import { afterAll, beforeEach, expect, it } from 'vitest';
import good from '../fixtures/curl/good.json' with { type: 'json' };
import { demo } from '../servers/demo';
import { execute, type Operation } from './pages/execute';
import { LOGGED_IN, PANAYA, PODERO, PORT, SESAMI, SYNERGY } from './pages/known';
import { useScene } from './scene';

/** From a command as a provider's own documentation writes it to a 200, in a popup that is not told which provider it is. */
interface CurlJourney {
  readonly commands: readonly string[];
  readonly page: string;
  readonly operation: Operation;
  /** Who asks, and the secret: what a curl command cannot hold. */
  readonly fields: Readonly<Record<string, string>>;
  /** What else its documentation leaves to the reader. */
  readonly further?: Readonly<Record<string, string>>;
  /** Buttons before the test run: each is a click more. */
  readonly first?: readonly string[];
  /** Buttons after "Add … and authorize". */
  readonly after?: readonly string[];
  readonly schemes: string;
  readonly sent: readonly [host: string, path: string];
}

const scene = useScene();
const textOf = (name: string) => good.find((one) => one.name === name)?.lines.join('\n') ?? '';
const { podero, panaya, port, sesami, twelveD } = demo;

const JOURNEYS: Readonly<Record<string, CurlJourney>> = {
  Podero: {
    commands: ['Podero: Basic described in words'],
    page: podero.live.docsPage,
    operation: PODERO,
    fields: { 'Client ID': podero.live.clientId, 'Client secret': podero.live.clientSecret },
    schemes: 'PartnerAuth',
    sent: [podero.live.host, '/oauth2/token/'],
  },
  Port: {
    commands: ['Port: assigned to a variable, jq and sed behind'],
    page: `https://${port.eu.formerHost}/swagger/static/index.html`,
    operation: PORT,
    fields: { 'Client ID': port.eu.clientId, 'Client secret': port.eu.clientSecret },
    after: ['Allow https://api.port.io and authorize'],
    schemes: 'bearer',
    sent: [port.eu.formerHost, '/v1/auth/access_token'],
  },
  Panaya: {
    commands: ['Panaya: the table as a command'],
    page: panaya.my.docsPage,
    operation: PANAYA,
    fields: { 'Panaya login e-mail': panaya.my.userName, 'Panaya token': panaya.my.accessToken },
    schemes: 'X-Auth-Token',
    sent: [panaya.my.host, '/api/accesstoken'],
  },
  '12d Synergy': {
    commands: ['12d: backslash, then a blank line'],
    page: twelveD.cloud.docsPage,
    operation: SYNERGY,
    fields: { Token: twelveD.cloud.personalAccessToken },
    schemes: 'apiKey',
    sent: [twelveD.cloud.host, '/api/v1/auth/getPersonalAccessTokens'],
  },
  Sesami: {
    commands: ['Sesami: login', 'Sesami: create a token, a comma too many'],
    page: sesami.docsPage,
    operation: SESAMI,
    fields: { 'E-mail': sesami.email, Password: sesami.password },
    further: { 'Shop ID': sesami.shops.second.id },
    first: ['Use api.sesami.co'],
    schemes: 'x-api-key, x-client-id, x-shop-id',
    sent: [sesami.host, '/api/v1/auth/access-token'],
  },
};

const measured: string[] = [];
beforeEach(() => scene.reset());
afterAll(() => void process.stdout.write(`${measured.join('\n')}\n`));

it.each(Object.keys(JOURNEYS))('%s: the page answers 200 when the documentation’s command was pasted', async (name) => {
  const journey = JOURNEYS[name];
  if (!journey) throw new Error('No such journey.');
  const page = await scene.browser.newPage(journey.page);
  expect(await execute(page, journey.operation)).toBe(401);
  const popup = await scene.open(page);
  await popup.click('button', 'Paste a curl command');
  const from = Date.now();
  await popup.type('Paste a curl command', journey.commands.map(textOf).join('\n\n'));
  for (const button of journey.first ?? []) await popup.click('button', button);
  const fields = { ...journey.fields, ...journey.further };
  for (const [label, value] of Object.entries(fields)) await popup.type(label, value);
  await popup.click('button', 'Send it once and look at the answer');
  await popup.click('button', `Add ${new URL(journey.page).origin} and authorize`);
  for (const button of journey.after ?? []) await popup.click('button', button);
  await popup.see(LOGGED_IN);
  await popup.page.close().catch(() => undefined);
  expect(await execute(page, journey.operation)).toBe(200);
  const seconds = (Date.now() - from) / 1000;
  const besides = Object.keys(journey.further ?? {});
  const typed = Object.keys(journey.fields).join(', ') + (besides.length > 0 ? `; besides credentials ${besides}` : '');
  measured.push(`${name}: ${popup.clicks()} clicks, ${seconds.toFixed(1)} s from paste to 200, typed ${typed}`);
  expect(popup.clicks()).toBeLessThanOrEqual(6);
  // The test run's own answer is what was kept: nothing was sent a second time.
  expect(scene.providers.log.to(...journey.sent)).toHaveLength(1);
  const { local, session } = await scene.stored();
  expect(`${session}`).toContain(journey.schemes.split(', ')[0]);
  expect(local).not.toContain(journey.fields.Password ?? journey.fields['Client secret'] ?? journey.fields.Token);
});

it('a second command typed behind the first sends what was picked from the first answer', async () => {
  const { host, docsPage, userName, accessToken } = panaya.my;
  const first = { session: { name: 'Maria', ticket: 'made-up-ticket-of-a-test' } };
  scene.providers.faults.set(
    { host, path: '/api/first' },
    { kind: 'answer', status: 200, body: JSON.stringify(first) },
  );
  const page = await scene.browser.newPage(docsPage);
  const popup = await scene.open(page);
  await popup.click('button', 'Paste a curl command');
  await popup.type('Paste a curl command', `curl https://${host}/api/first -d user=<user> -d password=<password>`);
  await popup.type('User', 'maria');
  await popup.type('Password', 'made-up-password');
  await popup.click('button', 'Send it once and look at the answer');
  await popup.click('radio', 'session.ticket');
  await popup.click('button', 'Send a second request with this token');
  await popup.type(
    'The second command',
    `curl -X POST https://${host}/api/accesstoken -H "Authorization: Bearer $TICKET" -d username=<panaya-login> -d token=<panaya-token>`,
  );
  await popup.type('Panaya login', userName);
  await popup.type('Panaya token', accessToken);
  await popup.click('button', 'Send it once and look at the answer');
  await popup.click('button', `Add https://${host} and authorize`);
  await popup.see(LOGGED_IN);
  expect(await execute(page, PANAYA)).toBe(200);
  const [second, ...more] = scene.providers.log.to(host, '/api/accesstoken');
  expect(more).toEqual([]);
  expect(second?.headers.authorization).toBe('Bearer made-up-ticket-of-a-test');
  // Once alone, once ahead of the second: each press sends what the screen shows.
  expect(scene.providers.log.to(host, '/api/first')).toHaveLength(2);
  expect((await scene.stored()).local).not.toContain('made-up-password');
});
