import type { Credential } from './credential';
import type { ErrorCode } from './errors';
import { assignMapped, type Mapping, valueName } from './mapping';
import { assign, isCookieScheme, rank } from './match-scheme';
import type { Assignment, PageReport, SecurityRequirement } from './page';

/** Which credential goes into which scheme, decided before anything touches the page. */
export interface Plan {
  readonly assignments: readonly Assignment[];
  /** Schemes that the page asks for together with ours, or instead, and that we have nothing for. */
  readonly missing: readonly string[];
  /** Why there is nothing to fill; absent when there is. */
  readonly refusal?: ErrorCode;
}

/**
 * Plans a fill. Pure; table-tested.
 *
 * - Every `security` list is satisfied by its first fully covered alternative: with OR both would be sent (measured), so
 *   an alternative that is already covered by what we fill adds nothing.
 * - An AND group that we cover in part is filled in part, and what is missing is said.
 * - What a person has mapped on this page wins over what names and types say.
 * - Schemes that no operation uses are left alone, unless the document declares no requirement at all.
 */
export function plan(
  page: Pick<PageReport, 'schemes' | 'requirements'>,
  credentials: readonly Credential[],
  mapping: Mapping = {},
): Plan {
  const possible = possibleAssignments(page, credentials, mapping);
  if (possible.size === 0) return { assignments: [], missing: [], refusal: refusalFor(page) };

  const needed = page.requirements.filter((requirement) => requirement.alternatives.length > 0);
  const mapped = page.schemes
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(mapping, name) && possible.has(name));
  const best = () =>
    mapped.length > 0 ? { chosen: new Set(mapped), missing: new Set<string>() } : bestOfEach(page, credentials);
  const { chosen, missing } = needed.length > 0 ? coverRequirements(needed, possible) : best();
  if (chosen.size === 0) return { assignments: [], missing: [...missing], refusal: 'no_fitting_scheme' };

  const assignments = [...chosen].flatMap((name) => possible.get(name) ?? []);
  return { assignments, missing: [...missing].filter((name) => !chosen.has(name)) };
}

function possibleAssignments(
  page: Pick<PageReport, 'schemes'>,
  credentials: readonly Credential[],
  mapping: Mapping,
): ReadonlyMap<string, Assignment> {
  const possible = new Map<string, Assignment>();
  for (const scheme of page.schemes) {
    const mapped = credentials.find((credential) => valueName(credential) === mapping[scheme.name]);
    const fitting = mapped
      ? assignMapped(mapped, scheme)
      : credentials.map((credential) => assign(credential, scheme)).find((found) => found !== undefined);
    if (fitting) possible.set(scheme.name, fitting);
  }
  return possible;
}

function refusalFor(page: Pick<PageReport, 'schemes'>): ErrorCode {
  const onlyCookies = page.schemes.length > 0 && page.schemes.every(isCookieScheme);
  return onlyCookies ? 'cookie_scheme_only' : 'no_fitting_scheme';
}

interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
}

function coverRequirements(
  requirements: readonly SecurityRequirement[],
  possible: ReadonlyMap<string, Assignment>,
): Choice {
  const chosen = new Set<string>();
  const missing = new Set<string>();
  for (const { alternatives } of requirements) {
    const open = alternatives.filter((names) => names.length > 0);
    if (open.length === 0 || open.some((names) => names.every((name) => chosen.has(name)))) continue;
    const best = open.find((names) => names.every((name) => possible.has(name))) ?? mostCovered(open, possible);
    for (const name of best ?? []) (possible.has(name) ? chosen : missing).add(name);
  }
  return { chosen, missing };
}

/** The alternative with the most schemes we can fill; undefined when none has any. */
function mostCovered(
  alternatives: readonly (readonly string[])[],
  possible: ReadonlyMap<string, Assignment>,
): readonly string[] | undefined {
  const covered = (names: readonly string[]) => names.filter((name) => possible.has(name)).length;
  const best = [...alternatives].sort((a, b) => covered(b) - covered(a))[0];
  return best && covered(best) > 0 ? best : undefined;
}

/** No requirement declared: each credential goes once, into the likeliest scheme that takes it. */
function bestOfEach(page: Pick<PageReport, 'schemes'>, credentials: readonly Credential[]): Choice {
  const chosen = new Set<string>();
  for (const credential of credentials) {
    const fitting = page.schemes.filter((scheme) => assign(credential, scheme)).sort((a, b) => rank(a) - rank(b));
    if (fitting[0]) chosen.add(fitting[0].name);
  }
  return { chosen, missing: new Set() };
}
