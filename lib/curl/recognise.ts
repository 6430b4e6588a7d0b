import type { Input, Step } from '../provider/definition';
import type { JsonTree } from '../provider/definition-parts';
import { addressTemplate } from './address';
import { authorizationTemplate, type BasicNames } from './authorization';
import type { CurlNote, CurlRequest, Json, Pair } from './curl-request';
import { headerNamed } from './headers';
import { InputCollector } from './inputs';

/** A request with its placeholders and secrets taken out, as the provider language says it. */
export interface Recognised {
  readonly step: Omit<Step, 'id'>;
  readonly inputs: readonly Input[];
  /** What the command already held for the inputs. */
  readonly values: Readonly<Record<string, string>>;
  /** Name of the input for the server's own address, when the command leaves it open. */
  readonly server?: string | undefined;
  readonly tokenPath?: string | undefined;
  readonly notes: readonly CurlNote[];
}

/** Tells what must be asked for from what stays as it is written. Pure. */
export function recognise(request: CurlRequest): Recognised {
  const inputs = new InputCollector();
  const { url, server } = addressTemplate(request.url, inputs);
  const value = headerNamed(request.headers, 'authorization');
  const { authentication, header } = authorizationTemplate(value, request.basic, basicNames(request), inputs);
  const others = request.headers.filter(([name]) => name.toLowerCase() !== 'authorization');
  const headers = Object.fromEntries([
    ...others.map(([name, text]) => [name, inputs.template(text, { name })]),
    ...(header === undefined ? [] : [['Authorization', header]]),
  ]);
  const body = bodyTemplate(request, inputs);
  return {
    step: {
      method: request.method,
      url,
      ...(Object.keys(headers).length > 0 ? { headers } : {}),
      ...(authentication ? { authentication } : {}),
      ...(body ? { body } : {}),
    },
    inputs: inputs.inputs,
    values: inputs.values,
    server,
    tokenPath: request.tokenPath,
    notes: request.notes,
  };
}

/** `-u` of an OAuth token request is the client's, otherwise a person's. */
function basicNames({ body, url }: CurlRequest): BasicNames {
  const grant = JSON.stringify(body ?? '').includes('grant_type') || /oauth|\/token/i.test(url);
  return grant ? ['client_id', 'client_secret'] : ['username', 'password'];
}

function bodyTemplate({ method, body }: CurlRequest, inputs: InputCollector): Step['body'] {
  if (!body || body.kind === 'empty') return method === 'POST' ? { empty: true } : undefined;
  if (body.kind === 'form') return { form: formTemplate(body.fields, inputs) };
  return { json: treesOf(body.fields, inputs) };
}

function formTemplate(fields: readonly Pair[], inputs: InputCollector): Record<string, string> {
  return Object.fromEntries(fields.map(([name, value]) => [name, inputs.template(value, { name })]));
}

function treesOf(fields: { readonly [key: string]: Json }, inputs: InputCollector): Record<string, JsonTree> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, treeOf(value, name, inputs)]));
}

function treeOf(value: Json, name: string, inputs: InputCollector): JsonTree {
  if (typeof value === 'string') return inputs.template(value, { name });
  if (Array.isArray(value)) return { list: value.map((item: Json) => treeOf(item, name, inputs)) };
  if (typeof value === 'object' && value !== null) {
    return { object: treesOf(value as { readonly [key: string]: Json }, inputs) };
  }
  return { literal: value as number | boolean | null };
}
