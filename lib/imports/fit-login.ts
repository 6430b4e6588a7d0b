import { curlDefinition } from '../curl/build-definition';
import { combine } from '../curl/combine';
import type { CurlRequest, Pair } from '../curl/curl-request';
import { recognise } from '../curl/recognise';
import { isSecretName } from '../curl/secret';
import { isTokenfillError } from '../domain/errors';
import { originOf } from '../domain/origin';
import { type Method, ProviderDefinition, type TokenRule } from '../provider/definition';
import { OWN_PREFIX } from '../provider/own';
import { findMethod } from '../provider/registry';
import { type Fit, type Fitted, fitRequest } from './fit';
import { fitOAuth } from './fit-oauth';
import type { OAuth } from './found';
import { matchStep } from './match-step';
import { matchText } from './match-text';
import { ownFrom } from './own-definition';

/** A login call as it is in the file, and with one environment's values. */
export interface Login {
  readonly name: string;
  readonly written: CurlRequest;
  readonly sent: CurlRequest;
  readonly secrets: ReadonlySet<string>;
}

/** A known provider, a grant of OAuth, a login with two fields, or a definition made as from a curl command. */
export function fitLogin(providers: readonly ProviderDefinition[], login: Login): Fitted {
  const { sent, secrets } = login;
  const known = fitRequest(providers, sent);
  if (known) return known;
  const oauth = oauthOf(sent);
  if (oauth) return fitOAuth(providers, oauth, secrets);
  const plain = providers.find(({ id }) => id === 'json-login');
  const method = findMethod(plain, 'login');
  if (!plain || !method) return { why: 'request', what: 'POST' };
  return twoFields(plain, method, sent) ?? asDefinition(method.token, login);
}

function fieldsOf({ body }: CurlRequest): readonly Pair[] | undefined {
  if (!body || body.kind === 'empty') return [];
  if (body.kind === 'form') return body.fields;
  const entries = Object.entries(body.fields);
  return entries.every(([, value]) => typeof value === 'string') ? (entries as [string, string][]) : undefined;
}

const GRANTS: ReadonlySet<string> = new Set(['client_credentials', 'password']);

/** A token request that was written by hand. */
function oauthOf(request: CurlRequest): OAuth | undefined {
  const fields = fieldsOf(request);
  const said = new Map(fields);
  const grant = said.get('grant_type') ?? '';
  if (!GRANTS.has(grant) || request.headers.length > 0 || request.body?.kind !== 'form') return undefined;
  const take = (name: string) => {
    const value = said.get(name) ?? '';
    said.delete(name);
    return value;
  };
  const { basic } = request;
  const [id, secret] = [take('client_id'), take('client_secret')];
  take('grant_type');
  return {
    kind: 'oauth2',
    grant: grant as OAuth['grant'],
    tokenUrl: request.url,
    authorizationUrl: '',
    clientId: basic?.username ?? id,
    clientSecret: basic?.password ?? secret,
    client: basic ? 'header' : 'body',
    username: take('username'),
    password: take('password'),
    scope: take('scope'),
    audience: take('audience'),
    resource: take('resource'),
    place: { in: 'header', prefix: 'Bearer' },
    extra: [...said],
  };
}

function twoFields(provider: ProviderDefinition, method: Method, request: CurlRequest): Fit | undefined {
  const fields = fieldsOf(request);
  if (fields?.length !== 2 || request.basic || request.headers.length > 0) return undefined;
  const password = fields.find(([name]) => isSecretName(name));
  const user = fields.find((field) => field !== password);
  if (!password || !user || isSecretName(user[0])) return undefined;
  const inputs = {
    loginUrl: request.url,
    userField: user[0],
    user: user[1],
    passwordField: password[0],
    password: password[1],
    bodyFormat: request.body?.kind === 'form' ? 'form' : 'json',
  };
  return { provider, method, inputs };
}

/** As the curl flow would make it; where the token is, the login preset's list says. */
function asDefinition(token: TokenRule, { name, written, sent, secrets }: Login): Fitted {
  try {
    const recognised = recognise(written);
    const combined = combine([recognised]);
    if (combined?.kind !== 'obtain') return { why: 'request', what: written.method };
    // The same for each environment: a server that a variable names is typed, and stands in no definition.
    const origin = written.url.includes('{{') ? undefined : originOf(written.url);
    const docs = origin?.startsWith('https:')
      ? `${origin}/`
      : 'https://swagger.io/docs/specification/v3_0/authentication/';
    const choice = {
      leaf: { path: '', masked: '' },
      place: { in: 'header', name: 'Authorization', prefix: 'Bearer ' },
    } as const;
    const made = curlDefinition({ id: `${OWN_PREFIX}x`, name, docs }, combined, { ...choice, further: [] });
    const [first] = made.methods;
    const [step] = first?.steps ?? [];
    if (!first || !step) return { why: 'request', what: written.method };
    const values = valuesOf({ ...recognised.values, ...matchText(step.url, sent.url, '?#'), ...matchStep(step, sent) });
    const inputs = first.inputs.map((input) =>
      secrets.has(values[input.name] ?? '') ? { ...input, secret: true as const } : input,
    );
    const guide = { steps: [`Made from the request “${name.slice(0, 60)}” of an imported file.`], link: docs };
    const method: Method = { ...first, inputs, token, guide };
    const provider = ownFrom({ ...made, name }, method);
    // A header's name, for one, may be no name: then nothing could be stored of it.
    if (!ProviderDefinition.safeParse(provider).success) return { why: 'request', what: written.method };
    return { provider, method, inputs: values };
  } catch (error) {
    if (isTokenfillError(error)) return { why: 'request', what: error.failure.detail ?? written.method };
    throw error;
  }
}

/** What a variable without a value left empty is asked for. */
function valuesOf(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
