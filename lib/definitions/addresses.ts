import { originOf } from '../domain/origin';
import { isPrivateAddress } from '../domain/private-address';
import type { Input, Method, ProviderDefinition, Step } from '../provider/definition';
import { expandUrl, placeholders, withRegion } from '../provider/template';
import type { Path } from './problem';

/** A template of an address with where it stands and the inputs that it may name. */
export interface AddressTemplate {
  readonly path: Path;
  readonly template: string;
  readonly inputs: readonly Input[];
}

/** Where a definition sends requests and tokens, as far as it says so itself. */
export interface Reach {
  /** Exact origins, in order of the alphabet. */
  readonly origins: readonly string[];
  /** Labels of inputs that decide an address: whoever types them says where to. */
  readonly typed: readonly string[];
  /** Those of `origins` that are inside a private network, or this machine. */
  readonly inside: readonly string[];
}

/** Every address that something is sent to: requests, sign-in, endings, and the API that gets the token. */
export function addressTemplates(definition: ProviderDefinition): readonly AddressTemplate[] {
  const all = definition.methods.flatMap(({ inputs }) => inputs);
  const { inventory, verify, apiOrigins } = definition;
  const further: (readonly [Path, string | undefined])[] = [
    ...apiOrigins.map((template, index) => [['apiOrigins', index], template] as const),
    [['inventory', 'list', 'step', 'url'], inventory?.list.step.url],
    [['inventory', 'create', 'step', 'url'], inventory?.create.step.url],
    [['inventory', 'revoke', 'url'], inventory?.revoke.url],
    [['verify', 'url'], verify?.url],
  ];
  return [
    ...definition.methods.flatMap((method, index) => ofMethod(method, ['methods', index])),
    ...further.flatMap(([path, template]) => (template === undefined ? [] : [{ path, template, inputs: all }])),
  ];
}

function ofMethod({ steps, refresh, signIn, revocation, inputs, discovery }: Method, at: Path) {
  const one = (path: Path, template: string | undefined) =>
    template === undefined ? [] : [{ path: [...at, ...path], template, inputs }];
  const step = (path: Path, { url }: Step) => one([...path, 'url'], url);
  return [
    ...steps.flatMap((each, index) => step(['steps', index], each)),
    ...(refresh ? step(['refresh'], refresh) : []),
    ...one(['signIn', 'url'], signIn?.url),
    ...one(['revocation', 'url'], revocation?.url),
    ...one(['discovery', 'issuer'], discovery && `{{inputs.${discovery.issuer}}}`),
  ];
}

/** Everything that a definition can talk to, with each region and with every value that it brings along itself. Pure. */
export function reachOf(definition: ProviderDefinition): Reach {
  const templates = addressTemplates(definition);
  const origins = templates.flatMap((each) => originsOf(each, definition)).filter((origin) => origin !== undefined);
  const known = [...new Set(origins)].filter((origin) => origin !== `https://${TYPED}` && origin !== `http://${TYPED}`);
  const shown = (list: readonly string[]) => list.map((origin) => origin.replaceAll(TYPED, '…')).sort();
  return {
    origins: shown(known),
    typed: [...new Set(templates.flatMap(typedIn))],
    inside: shown(known.filter(isPrivateAddress)),
  };
}

/** Stands where somebody will type; shown as `…` where it is a part of a host. */
const TYPED = 'typed-by-the-user.example';

/** Whether an address can be made of a template at all. */
export function isAddress(template: AddressTemplate, definition: ProviderDefinition): boolean {
  const written = regionsOf(definition).map((region) => ({
    ...template,
    template: withRegion(template.template, region),
  }));
  return written.every(beginsWell) && originsOf(template, definition).every((origin) => origin !== undefined);
}

/**
 * Who says the host must be the file or the user, never a server's answer (`https://{{steps.login.host}}/`): it would be on no
 * list. What is typed at the start is a whole server, which nothing behind it may make another one.
 */
function beginsWell({ template, inputs }: AddressTemplate): boolean {
  const [, name, next] = /^\{\{inputs\.(\w+)\}\}(.?)/s.exec(template) ?? [];
  if (name !== undefined) {
    const type = inputs.find((input) => input.name === name)?.type;
    return (type === 'url' || type === 'endpoint' || type === 'choice') && ['', '/', '?'].includes(next ?? '');
  }
  // More or other slashes than two are two for the URL parser, which then takes what follows for the host.
  const host = /^https?:\/\/([^/?#\\\s]+)/.exec(template)?.[1];
  return host !== undefined && placeholders(host).every((part) => part.startsWith('inputs.'));
}

function regionsOf({ regions }: ProviderDefinition): readonly Readonly<Record<string, string>>[] {
  return regions.length > 0 ? regions.map(({ values }) => values) : [{}];
}

function originsOf({ template, inputs }: AddressTemplate, definition: ProviderDefinition) {
  const named = placeholders(template).filter((name) => name.startsWith('inputs.'));
  const used = inputs.filter(({ name }) => named.includes(`inputs.${name}`));
  const typed = Object.fromEntries(used.map(({ name }) => [name, TYPED]));
  const brought = used.flatMap(({ name, default: initial, choices = [] }) =>
    [...(initial ? [initial] : []), ...choices.map(({ value }) => value)].map((value) => ({ ...typed, [name]: value })),
  );
  return regionsOf(definition).flatMap((region) =>
    [typed, ...brought].map((values) => originWith(template, region, values)),
  );
}

function originWith(
  template: string,
  region: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>>,
) {
  try {
    return originOf(expandUrl(template, { region, inputs }).href);
  } catch {
    return undefined;
  }
}

/** Labels of the inputs in the part of a template that says the host. */
function typedIn({ template, inputs }: AddressTemplate): readonly string[] {
  const host = /^(?:https?:\/\/)?[^/?#]*/.exec(template)?.[0] ?? '';
  const named = placeholders(host);
  return inputs.filter(({ name }) => named.includes(`inputs.${name}`)).map(({ label }) => label);
}
