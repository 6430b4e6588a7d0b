import { decoded } from './body';
import type { InputCollector } from './inputs';
import { isExampleHost, partsOf } from './placeholder';

/** The address as a template. */
export interface Address {
  readonly url: string;
  /** The input that stands for the server, when the command leaves it open. */
  readonly server?: string | undefined;
}

/** An address whose host, path and query may hold placeholders; a host that is none becomes the input for the server's address. */
export function addressTemplate(text: string, inputs: InputCollector): Address {
  const [, scheme = '', host = '', rest = ''] =
    /^(https?:\/\/)?((?:\{\{[^{}]*\}\}|<[^<>]*>|\{[^{}]*\}|[^/?])*)([\s\S]*)$/i.exec(text) ?? [];
  const [path = '', query] = splitOnce(rest, '?');
  const open = scheme === '' || isWholePlaceholder(host) || isExampleHost(host);
  const base = open ? inputs.add(SERVER) : scheme.toLowerCase() + hostTemplate(host, inputs);
  const segments = path.split('/').map((segment) => segmentTemplate(segment, inputs));
  const fields = query?.split('&').map((field) => fieldTemplate(field, inputs));
  const url = base + segments.join('/') + (fields ? `?${fields.join('&')}` : '');
  return open ? { url, server: base.slice('{{inputs.'.length, -2) } : { url };
}

const SERVER = { name: 'server', label: 'Server address', type: 'url', example: 'https://api.example.com' } as const;

function isWholePlaceholder(host: string): boolean {
  const parts = partsOf(host.replace(/:(\d+|[^:]*PORT[^:]*|<[^<>]*>|\{[^{}]*\})$/i, ''));
  return parts.length === 1 && parts[0]?.kind === 'placeholder';
}

function hostTemplate(host: string, inputs: InputCollector): string {
  const parts = partsOf(host);
  return parts
    .map(({ kind, text }) => (kind === 'literal' ? text : inputs.placeholder(text, { name: 'host' })))
    .join('');
}

/** `:tenant` is how routers and some documentation write a variable part. */
function segmentTemplate(segment: string, inputs: InputCollector): string {
  if (/^:[A-Za-z]\w{0,60}$/.test(segment)) return inputs.placeholder(segment, { name: 'path' });
  const parts = partsOf(segment);
  return parts
    .map(({ kind, text }) => (kind === 'literal' ? text : inputs.placeholder(text, { name: 'path' })))
    .join('');
}

function fieldTemplate(field: string, inputs: InputCollector): string {
  const [name = '', value] = splitOnce(field, '=');
  if (value === undefined) return field;
  const template = inputs.template(decoded(value), { name: decoded(name) });
  return `${name}=${template === decoded(value) ? value : template}`;
}

function splitOnce(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}
