import type { ProviderDefinition } from '../provider/definition';
import { MOST_CANDIDATES, MOST_ENVIRONMENTS, MOST_TRIED } from './bounds';
import { type Candidate, type FoundFit, finished, withoutDoubles } from './candidate';
import type { Fitted } from './fit';
import { fitEnvironment } from './fit-environment';
import { fitLogin } from './fit-login';
import { fitOAuth } from './fit-oauth';
import { fitPasted } from './fit-pasted';
import type { Collected, Environment, FoundAuth, Skipped, Variable } from './found';
import { scopesOf } from './inherit';
import { resolveAuth, resolveSample } from './resolved';
import { placeOf } from './tree';
import { hasValue, isVariable, Resolver } from './variables';

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly skipped: readonly Skipped[];
}

/** Everything found, with every environment that was given along. Pure, and the same each time. */
export function candidatesOf(all: readonly Collected[], providers: readonly ProviderDefinition[]): Candidates {
  const work = { left: MOST_TRIED };
  const parts = all.map((collected) => {
    const around = all.filter((other) => other !== collected && mayLend(other, collected));
    return collected.found.length > 0
      ? ofCollection(collected, { around, providers, work })
      : { drafts: [], skipped: [] };
  });
  const alone = all.filter(
    (one) => one.found.length === 0 && !all.some((other) => other.found.length > 0 && mayLend(one, other)),
  );
  const drafts = [...parts.flatMap((part) => part.drafts), ...alone.flatMap((one) => ofEnvironments(one, providers))];
  const distinct = withoutDoubles(drafts);
  const skipped = [...all.flatMap((one) => one.skipped), ...parts.flatMap((part) => part.skipped)];
  const tooMany = (most: number): Skipped => ({ where: '', why: 'too_many', what: String(most) });
  return {
    candidates: distinct
      .slice(0, MOST_CANDIDATES)
      .map((draft, index) => finished(draft, `c${index + 1}`, distinct, providers)),
    skipped: [
      ...skipped,
      ...(work.left < 0 ? [tooMany(MOST_TRIED)] : []),
      ...(distinct.length > MOST_CANDIDATES ? [tooMany(MOST_CANDIDATES)] : []),
    ],
  };
}

/** Variables of one collection are never used with another: its addresses would get the other's secrets. */
function mayLend(from: Collected, to: Collected): boolean {
  return from.is === 'loose' && from.found.length === 0 && from.tool === to.tool && to.folder.startsWith(from.folder);
}

interface Around {
  /** Files of the same tool that hold variables only. */
  readonly around: readonly Collected[];
  readonly providers: readonly ProviderDefinition[];
  /** Tries that are left; below none, something was not tried. */
  readonly work: { left: number };
}

function ofCollection(collected: Collected, { around, providers, work }: Around) {
  const skipped: Skipped[] = [];
  const given = [...collected.environments, ...around.flatMap(({ environments }) => environments)];
  const environments = given.length > 0 ? given.slice(0, MOST_ENVIRONMENTS) : [undefined];
  const globals = around.flatMap(({ variables }) => variables);
  const getsToken = collected.found.some(({ auth }) => auth.kind === 'oauth2' || auth.kind === 'login');
  const drafts = collected.found.flatMap((found) => {
    if (work.left >= 0) work.left -= environments.length;
    if (work.left < 0) return [];
    if (getsToken && isFromScript(found, given, [collected.variables, globals])) {
      skipped.push({ where: placeOf(found.where), why: 'from_script', what: found.auth.kind });
      return [];
    }
    const tried = environments.map((environment) => {
      const scopes = [...found.scopes, ...scopesOf(environment), collected.variables, globals];
      const resolver = new Resolver(scopes);
      return { environment, resolver, fit: fitOf(found, resolver, providers) };
    });
    const refused = tried.find(({ fit }) => 'why' in fit)?.fit;
    if (refused && 'why' in refused)
      skipped.push({ where: placeOf(found.where), why: refused.why, what: refused.what });
    return relevant(tried).flatMap(({ environment, resolver, fit }): readonly FoundFit[] =>
      'why' in fit ? [] : [{ fit, collected, where: found.where, environment, resolver }],
    );
  });
  return { drafts, skipped };
}

/** A token that is one variable without a value: a script puts it there after a login, which is brought along itself. */
function isFromScript(
  { auth, scopes }: FoundAuth,
  given: readonly Environment[],
  outer: readonly (readonly Variable[])[],
): boolean {
  const text = auth.kind === 'bearer' ? auth.token : auth.kind === 'key' ? auth.value.replace(/^\w+ /, '') : '';
  if (!isVariable(text)) return false;
  const environments = given.length > 0 ? given : [undefined];
  return environments.every((one) => new Resolver([...scopes, ...scopesOf(one), ...outer]).text(text) === '');
}

function fitOf(
  { auth, where, sample }: FoundAuth,
  resolver: Resolver,
  providers: readonly ProviderDefinition[],
): Fitted {
  const resolved = resolveAuth(auth, resolver);
  switch (resolved.kind) {
    case 'oauth2':
      return fitOAuth(providers, resolved, resolver.secrets);
    case 'login': {
      const written = auth.kind === 'login' ? auth.request : resolved.request;
      const name = [...new Set([where[0], where.at(-1)])].join(' · ');
      return fitLogin(providers, { name, written, sent: resolved.request, secrets: resolver.secrets });
    }
    default:
      return fitPasted(providers, resolved, resolveSample(sample, resolver));
  }
}

interface Tried {
  readonly environment: Environment | undefined;
  readonly resolver: Resolver;
  readonly fit: Fitted;
}

/** An environment that says nothing about this is of another API, when others do. */
function relevant(tried: readonly Tried[]): readonly Tried[] {
  const says = ({ environment, resolver }: Tried) =>
    [...resolver.used].some((name) => hasValue(scopesOf(environment), name));
  return tried.some(says) ? tried.filter((one) => says(one) || one.resolver.unresolved.size === 0) : tried;
}

function ofEnvironments(collected: Collected, providers: readonly ProviderDefinition[]): readonly FoundFit[] {
  return collected.environments.slice(0, MOST_ENVIRONMENTS).flatMap((environment): readonly FoundFit[] => {
    const resolver = new Resolver([...scopesOf(environment), collected.variables]);
    const fit = fitEnvironment(providers, environment, resolver);
    if (!fit || 'why' in fit) return [];
    return [{ fit, collected, where: [collected.name], environment, resolver }];
  });
}
