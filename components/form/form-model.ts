import type { Draft } from '../../lib/domain/connection';
import { effectiveOrigins, type ManagedPages } from '../../lib/domain/managed';
import { isLoopback, parseEndpoint } from '../../lib/domain/origin';
import { pageOrigins, tokenOrigins } from '../../lib/provider/addresses';
import type { Input, Method, ProviderDefinition } from '../../lib/provider/definition';
import { cleanInputs, type InputProblem, inputProblems, isAsked } from '../../lib/provider/inputs';
import { findMethod } from '../../lib/provider/registry';
import { type TextKey, text } from '../../lib/text';
import { findProvider } from '../definitions';
import type { FormStart } from './form-start';

/** What the user changed since the form opened; everything else follows from the start. */
export interface FormEdits {
  readonly methodId?: string;
  readonly regionId?: string;
  readonly label?: string;
  readonly allowHttp?: 'on' | 'off';
  /** Whether this page is bound too, when the definition does not bind it. */
  readonly alsoHere?: 'yes' | 'no';
  /** Origins besides the page's own that the user said yes to, where the page had named them. */
  readonly confirmed?: readonly string[];
  readonly typed: Readonly<Record<string, string>>;
}

export interface FormModel {
  readonly provider: ProviderDefinition;
  readonly method: Method;
  readonly regionId: string | undefined;
  /** Every input of the method by name, as typed. */
  readonly values: Readonly<Record<string, string>>;
  readonly label: string;
  /** `hidden`: all addresses have https, there is nothing to allow. */
  readonly allowHttp: 'on' | 'off' | 'hidden';
  /** Every origin that saving binds. */
  readonly bound: readonly string[];
  /** Those among them that the definition does not know. */
  readonly confirmed: readonly string[];
  /** The tab's origin, when it could be bound but is not by itself. */
  readonly offered: string | undefined;
  /** Whether saving also fills the tab. */
  readonly purpose: 'authorize' | 'save';
  /** Origins of the form's addresses besides the page's own, where the page's document named them. */
  readonly foreign: readonly string[];
  /** Those among them that the user has not said yes to. */
  readonly pending: readonly string[];
}

/** The page that a form was opened on, and the pages that an organization has set. */
export interface FormPlace {
  readonly pageOrigin?: string | undefined;
  readonly managed?: readonly ManagedPages[] | undefined;
}

/** The form as it stands. Pure; undefined for a provider or method that no longer exists. */
export function modelOf(start: FormStart, edits: FormEdits, { pageOrigin, managed }: FormPlace): FormModel | undefined {
  const provider = start.provider ?? findProvider(start.providerId);
  const method = findMethod(provider, edits.methodId ?? start.methodId) ?? provider?.methods[0];
  if (!provider || !method) return undefined;
  const regionId = edits.regionId ?? start.regionId ?? provider.regions[0]?.id;
  const values = Object.fromEntries(
    method.inputs.map(({ name, default: initial }) => [name, edits.typed[name] ?? start.inputs[name] ?? initial ?? '']),
  );
  const defined = pageOrigins(provider, { regionId, inputs: cleanInputs(method.inputs, values) });
  const fixed = managed?.find(({ providerId }) => providerId === provider.id);
  const own = fixed?.others === 'refused' ? [] : start.origins;
  const known = effectiveOrigins([...defined, ...own], fixed);
  const free = pageOrigin !== undefined && fixed?.others !== 'refused' && !known.includes(pageOrigin);
  const offered = free ? pageOrigin : undefined;
  const confirmed = offered && edits.alsoHere === 'yes' ? [...own, offered] : own;
  const bound = effectiveOrigins([...new Set([...defined, ...confirmed])], fixed);
  const allowHttp = edits.allowHttp ?? start.allowHttp;
  const foreign = start.from === 'page document' ? addressOrigins(method.inputs, values, pageOrigin) : [];
  return {
    provider,
    method,
    regionId,
    values,
    label: edits.label ?? start.label ?? suggestedLabel(provider, regionId, confirmed),
    allowHttp: bound.some(isPlainHttp) || start.allowHttp === 'on' ? allowHttp : 'hidden',
    bound,
    confirmed,
    offered,
    purpose: pageOrigin !== undefined && bound.includes(pageOrigin) ? 'authorize' : 'save',
    foreign,
    pending: foreign.filter((origin) => !edits.confirmed?.includes(origin)),
  };
}

/** Every other origin that a typed or filled-in address of this form leads to. */
function addressOrigins(inputs: readonly Input[], values: Readonly<Record<string, string>>, own: string | undefined) {
  const addresses = inputs.filter((input) => input.type === 'endpoint' && isAsked(input, values));
  const origins = addresses.map(({ name }) => parseEndpoint(values[name] ?? '')?.origin);
  return [...new Set(origins)].filter((origin) => origin !== undefined).filter((origin) => origin !== own);
}

/** A provider that may be anywhere is called after the page that it was confirmed for. */
function suggestedLabel(provider: ProviderDefinition, regionId: string | undefined, origins: readonly string[]) {
  const [first] = origins;
  if (provider.pages.length === 0 && first) return new URL(first).host;
  const region = provider.regions.find((candidate) => candidate.id === regionId);
  return region ? `${provider.name} ${region.name}` : provider.name;
}

function isPlainHttp(origin: string): boolean {
  return origin.startsWith('http://') && !isLoopback(new URL(origin));
}

/** What keeps the form from being sent. A secret that the background still has may stay empty. */
export function problemsOf({ method, values, pending }: FormModel, { kept }: FormStart): readonly InputProblem[] {
  const problems = inputProblems(method.inputs, cleanInputs(method.inputs, values));
  const wrong = problems.filter(({ name, problem }) => problem !== 'missing' || !kept.includes(name));
  return pending.length > 0 ? [...wrong, { name: FOREIGN, problem: 'missing' }] : wrong;
}

/** Names the confirmation of foreign hosts among a form's problems; no input of a definition is called so. */
export const FOREIGN = 'foreign-hosts';

export function draftOf(model: FormModel, start: FormStart, rev: number | undefined): Draft {
  const { provider, method, regionId, values, label, allowHttp, confirmed } = model;
  return {
    id: start.id,
    ...(rev === undefined ? {} : { rev }),
    label: label.trim(),
    providerId: provider.id,
    methodId: method.id,
    ...(regionId === undefined ? {} : { regionId }),
    inputs: values,
    allowHttp: allowHttp === 'on',
    origins: confirmed,
  };
}

/** Hosts that obtaining talks to. `reachable`: an origin that needs no permission in this click. */
export function hostsOf({ provider, method, regionId, values }: FormModel, reachable: string | undefined) {
  const inputs = cleanInputs(method.inputs, values);
  return tokenOrigins(provider, method, { regionId, inputs }).filter((origin) => origin !== reachable);
}

export function submitKey({ purpose, method }: FormModel): TextKey {
  const authorizes = purpose === 'authorize';
  if (method.becomes) return authorizes ? 'submit_create_authorize' : 'submit_create';
  if (method.signIn) return authorizes ? 'submit_sign_in_authorize' : 'submit_sign_in';
  if (method.steps.length > 0) return authorizes ? 'submit_token_authorize' : 'submit_token';
  return authorizes ? 'submit_save_authorize' : 'submit_save';
}

/** What is wrong with one input, for the person who typed it. */
export function problemText(input: Input, { problem }: InputProblem): string {
  if (problem === 'missing') return text(input.type === 'choice' ? 'problem_choice' : 'problem_missing');
  switch (input.type) {
    case 'email':
      return text('problem_email');
    case 'url':
    case 'endpoint':
      return text('problem_url');
    case 'parameters':
      return text('problem_parameters');
    case 'date':
      return text('problem_date');
    case 'choice':
      return text('problem_choice');
    case 'number':
      return text('problem_number', input.min ?? 0, input.max ?? 999_999_999);
    default:
      return text('problem_invalid');
  }
}
