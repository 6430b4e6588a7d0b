import { trialDefinition } from '../../lib/curl/build-definition';
import type { Choice, Identity } from '../../lib/curl/choice';
import { type Combined, chain, combine } from '../../lib/curl/combine';
import { firstIn } from '../../lib/curl/from-definition';
import { parseCurl } from '../../lib/curl/parse-curl';
import { furtherHeaders, placeId, placesFor } from '../../lib/curl/places';
import { recognise } from '../../lib/curl/recognise';
import type { TrialView } from '../../lib/curl/trial-view';
import { type Failure, failureOf } from '../../lib/domain/errors';
import { isLoopback, originOf } from '../../lib/domain/origin';
import type { SecurityScheme } from '../../lib/domain/page';
import { normaliseBaseUrl, stepOrigins } from '../../lib/provider/addresses';
import type { ProviderDefinition } from '../../lib/provider/definition';
import { cleanInputs } from '../../lib/provider/inputs';
import type { ShownPage } from '../tasks/connection-tasks';

/** The docs page that the command was pasted for. */
export interface CurlPage {
  readonly on: ShownPage;
  /** Undefined where nothing can be filled. */
  readonly origin: string | undefined;
  readonly schemes: readonly SecurityScheme[];
  /** An origin that needs no permission in this click. */
  readonly reachable: string | undefined;
}

/** What was pasted, typed and chosen; everything else follows. */
export interface CurlEdits {
  readonly text: string;
  /** A second command, for behind the first; undefined until one is wanted. */
  readonly second?: string | undefined;
  readonly typed: Readonly<Record<string, string>>;
  readonly allowHttp: 'on' | 'off';
  readonly label?: string | undefined;
  readonly leaf?: string | undefined;
  /** Where the first answer holds what the second request sends. */
  readonly link?: string | undefined;
  readonly place?: string | undefined;
}

export type Reading =
  | { readonly state: 'empty' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'read'; readonly combined: Combined };

/** What the pasted text says. Pure. */
export function readCommands(text: string): Reading {
  return read(text, () => combine(parseCurl(text).map(recognise)));
}

/** The same with a second command behind the first, which may be known from before. Pure. */
export function readBoth(text: string, second: string, before?: Combined): Reading {
  return read(second, () => {
    const first = before ? firstIn(before) : parseCurl(text).map(recognise)[0];
    const [next] = parseCurl(second).map(recognise);
    return first && next ? chain(first, next) : undefined;
  });
}

function read(text: string, run: () => Combined | undefined): Reading {
  if (text.trim() === '') return { state: 'empty' };
  try {
    const combined = run();
    if (combined) trialDefinition({ id: 'own-x', name: 'x', docs: 'https://x.test' }, combined);
    return combined ? { state: 'read', combined } : { state: 'empty' };
  } catch (error) {
    return { state: 'failed', failure: failureOf(error, 'curl_unreadable') };
  }
}

/** Values for all inputs: typed, from the command, and the page's own address for a server that the command leaves open. */
export function valuesOf({ inputs, values, server }: Combined, edits: CurlEdits, page: CurlPage | undefined) {
  const initial = (name: string) => values[name] ?? (name === server ? (page?.origin ?? '') : '');
  return Object.fromEntries(inputs.map(({ name }) => [name, edits.typed[name] ?? initial(name)]));
}

/** Origins that the requests go to, with the values as they are. */
export function originsOf({ steps, inputs, server }: Combined, values: Readonly<Record<string, string>>) {
  const cleaned = cleanInputs(inputs, values);
  if (server !== undefined) cleaned[server] = normaliseBaseUrl(cleaned[server] ?? '');
  return stepOrigins(steps, { inputs: cleaned });
}

export function needsHttp(origins: readonly string[]): boolean {
  return origins.some((origin) => origin.startsWith('http://') && !isLoopback(new URL(origin)));
}

/** `api.acme.example` → `own-api-acme-example-1a2b3c`. */
export function identityFor(origins: readonly string[], page: CurlPage | undefined, random: string): Identity {
  const [origin] = origins;
  const host = origin === undefined ? 'server' : new URL(origin).host;
  const slug = host
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 36);
  const docs = [page?.origin, origin].find((one) => one?.startsWith('https://')) ?? 'https://curl.se/docs';
  return { id: `own-${slug}-${random.slice(0, 6)}`, name: host.slice(0, 80), docs: `${docs}/` };
}

/** The choices in an answer with what was chosen, or is by itself. Undefined while there is nothing to choose. */
export function choiceIn(combined: Combined, trial: TrialView, edits: CurlEdits, page: CurlPage | undefined) {
  const wanted = edits.leaf ?? combined.tokenPath;
  const likeliest = trial.leaves.find(({ rank }) => rank !== undefined);
  const leaf = trial.leaves.find(({ path }) => path === wanted) ?? likeliest;
  const places = placesFor(page?.schemes ?? []);
  const place = places.find((one) => placeId(one) === edits.place) ?? places[0];
  if (!leaf || !place || combined.kind === 'use') return { places };
  const further = furtherHeaders(page?.schemes ?? [], place, combined, trial.leaves);
  const choice: Choice = { leaf, place, further, link: trial.link };
  return { places, choice };
}

/** Hosts that differ only in their last part from one that a built-in provider has: documentation misprints them. */
export function nearMiss(origins: readonly string[], builtIn: readonly ProviderDefinition[]) {
  const known = builtIn.flatMap(({ name, apiOrigins }) =>
    apiOrigins.map((origin) => ({ name, origin: originOf(origin) })),
  );
  for (const origin of origins) {
    const { host } = new URL(origin);
    const near = known.find(
      (one) => one.origin !== undefined && one.origin !== origin && stem(new URL(one.origin).host) === stem(host),
    );
    if (near?.origin && stem(host).includes('.'))
      return { said: host, known: new URL(near.origin).host, provider: near.name };
  }
  return undefined;
}

const stem = (host: string): string => host.slice(0, host.lastIndexOf('.'));
