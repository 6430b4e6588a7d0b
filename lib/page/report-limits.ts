import type { PageReport, SecurityRequirement, SecurityScheme } from '../domain/page';

/** What the background accepts in one report (`lib/background/pages/page-reply.ts`): characters of a name, and how many. */
const MAX_LENGTH = 300;
const MAX_NAMES = 200;

/**
 * The report without what would make the background refuse all of it. A scheme whose name is longer than any real one is
 * left out: cut, it would be another scheme. Where it is only shown, as a part of a requirement, its name is cut.
 */
export function withinLimits(report: PageReport): PageReport {
  return {
    ...report,
    title: report.title.slice(0, MAX_LENGTH),
    schemes: report.schemes.filter(isShort).slice(0, MAX_NAMES),
    requirements: report.requirements.map(shortened),
    authorized: report.authorized.filter((name) => name.length <= MAX_LENGTH).slice(0, MAX_NAMES),
  };
}

function isShort({ name, parameter = '', scheme = '' }: SecurityScheme): boolean {
  return [name, parameter, scheme].every((text) => text.length <= MAX_LENGTH);
}

function shortened({ alternatives, operations }: SecurityRequirement): SecurityRequirement {
  const cut = (names: readonly string[]) => names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_LENGTH));
  return { alternatives: alternatives.map(cut), operations };
}
