import type { Connection, Draft, Secrets } from '../domain/connection';
import { TokenfillError } from '../domain/errors';
import { originOf } from '../domain/origin';
import { type AddressInputs, normaliseBaseUrl, pageOrigins } from './addresses';
import type { Method, ProviderDefinition } from './definition';
import { cleanInputs, requireInputs } from './inputs';
import { pendingOf, withPending } from './pending';

/** A draft made ready to obtain with: what would be stored, and the values that are used once. */
export interface Prepared {
  readonly connection: Connection;
  readonly secrets: Secrets;
  /** Every input, for the engine. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** What a draft is prepared against. */
export interface PrepareSource {
  readonly provider: ProviderDefinition;
  readonly method: Method;
  /** The stored connection and its secrets, when an existing one is edited. */
  readonly stored?: { readonly connection: Connection; readonly secrets?: Secrets | undefined } | undefined;
  /** ms since 1970. */
  readonly now: number;
}

/**
 * Cleans and checks what was typed and separates plain inputs from secrets. A secret left empty keeps its stored value.
 * Binds the definition's docs pages for this region or server, and the origins confirmed on the form. Pure.
 *
 * @see SECURITY.md#bound-origins
 *
 * @throws TokenfillError `inputs_missing`, `input_invalid`
 */
export function prepareDraft(draft: Draft, { provider, method, stored, now }: PrepareSource): Prepared {
  const typed = Object.fromEntries(Object.entries(draft.inputs).filter(([, value]) => value.trim() !== ''));
  const inputs = cleanInputs(method.inputs, { ...stored?.secrets, ...typed });
  requireInputs(method.inputs, inputs);
  for (const { name, type } of method.inputs) {
    if (type === 'url' || name === provider.baseUrl) inputs[name] = normaliseBaseUrl(inputs[name] ?? '');
  }
  const regionId = regionFor(provider, draft.regionId);
  const kept = method.inputs.filter((input) => !input.once);
  const pick = (secret: boolean) =>
    Object.fromEntries(
      kept.filter((input) => (input.secret === true) === secret).map((input) => [input.name, inputs[input.name] ?? '']),
    );
  const confirmed = draft.origins.map((origin) => originOf(origin)).filter((origin) => origin !== undefined);
  const plain = pick(false);
  const waiting = withPending({}, pendingOf(stored?.secrets) ?? {});
  return {
    inputs,
    // A token that waits to take this one's place is not what was edited.
    secrets: { ...pick(true), ...waiting },
    connection: {
      schema: 1,
      id: draft.id,
      rev: (stored?.connection.rev ?? 0) + 1,
      label: draft.label.trim() || provider.name,
      providerId: provider.id,
      methodId: method.id,
      regionId,
      inputs: plain,
      origins: [...new Set([...boundBefore(provider, { regionId, inputs: plain }, stored?.connection), ...confirmed])],
      servers: stored?.connection.servers ?? [],
      allowHttp: draft.allowHttp,
      createdAt: stored?.connection.createdAt ?? now,
    },
  };
}

/** An edit that stays with the same pages keeps the origins as the user left them; another region or server binds its own. */
function boundBefore(
  provider: ProviderDefinition,
  address: AddressInputs,
  stored: Connection | undefined,
): readonly string[] {
  const pages = pageOrigins(provider, address);
  const same = stored && pageOrigins(provider, stored).join() === pages.join();
  return same ? stored.origins : pages;
}

function regionFor(provider: ProviderDefinition, regionId: string | undefined): string | undefined {
  if (provider.regions.length === 0) return undefined;
  const known = provider.regions.find((region) => region.id === regionId);
  if (!known) throw new TokenfillError('input_invalid', { detail: 'region' });
  return known.id;
}
