import type { ConnectionView } from '../../lib/domain/connection';
import type { Suggestion } from '../../lib/domain/view';
import { pageOrigins } from '../../lib/provider/addresses';
import type { ProviderDefinition } from '../../lib/provider/definition';
import { isAsked } from '../../lib/provider/inputs';
import { isOwn } from '../../lib/provider/own';
import { findMethod } from '../../lib/provider/registry';
import { text } from '../../lib/text';
import { findProvider } from '../definitions';

/** What a form begins with, before anything is typed. */
export interface FormStart {
  readonly kind: 'new' | 'edit' | 'duplicate';
  readonly id: string;
  /** Revision that is edited; undefined for a connection that is not stored yet. */
  readonly rev?: number | undefined;
  /** Undefined: made from provider and region until the user writes a name. */
  readonly label?: string | undefined;
  readonly providerId: string;
  readonly methodId: string;
  readonly regionId?: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  /** Bound origins besides those that the definition binds. */
  readonly origins: readonly string[];
  readonly allowHttp: 'on' | 'off';
  /** Names of secret inputs that the background still has, so that they may stay empty. */
  readonly kept: readonly string[];
  /** Filled in from what the page claims, so that its addresses are to be confirmed. */
  readonly from?: 'page document';
  /** A definition that is not stored yet, to look at its form. */
  readonly provider?: ProviderDefinition;
}

export function startSuggested(suggestion: Suggestion, id: string): FormStart {
  return { ...suggestion, kind: 'new', id, allowHttp: 'off', kept: [] };
}

export function startProposed(suggestion: Suggestion, id: string): FormStart {
  return { ...startSuggested(suggestion, id), from: 'page document' };
}

/** A form for a provider that the user chose; `pageOrigin` is bound by it only when nothing else says where it belongs. */
export function startChosen(providerId: string, pageOrigin: string | undefined, id: string): FormStart {
  const provider = findProvider(providerId);
  const bindsNothing = provider?.pages.length === 0 && !isOwn(provider);
  return {
    ...startOf(provider, id),
    providerId,
    origins: bindsNothing && pageOrigin !== undefined ? [pageOrigin] : [],
  };
}

/** An empty form of a definition that binds nothing by itself. */
export function startOf(provider: ProviderDefinition | undefined, id: string): FormStart {
  return {
    kind: 'new',
    id,
    providerId: provider?.id ?? '',
    methodId: provider?.methods[0]?.id ?? '',
    regionId: provider?.regions[0]?.id,
    inputs: {},
    origins: [],
    allowHttp: 'off',
    kept: [],
  };
}

export function startEdit(view: ConnectionView): FormStart {
  const { connection } = view;
  return {
    ...copyOf(view),
    kind: 'edit',
    id: connection.id,
    rev: connection.rev,
    label: connection.label,
    kept: view.status === 'needs_secret' ? [] : secretNames(view),
  };
}

/** Secrets never leave the background, so a duplicate asks for its own. */
export function startDuplicate(view: ConnectionView, id: string): FormStart {
  return { ...copyOf(view), kind: 'duplicate', id, label: text('form_copy_label', view.connection.label), kept: [] };
}

function copyOf({ connection }: ConnectionView) {
  const { providerId, methodId, regionId, inputs, allowHttp } = connection;
  const provider = findProvider(providerId);
  const defined = provider ? pageOrigins(provider, connection) : [];
  const origins = connection.origins.filter((origin) => !defined.includes(origin));
  return { providerId, methodId, regionId, inputs, origins, allowHttp: allowHttp ? 'on' : 'off' } as const;
}

function secretNames({ connection }: ConnectionView): readonly string[] {
  const method = findMethod(findProvider(connection.providerId), connection.methodId);
  const kept = method?.inputs.filter((input) => input.secret && !input.once && isAsked(input, connection.inputs));
  return kept?.map((input) => input.name) ?? [];
}
