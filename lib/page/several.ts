import { originOf } from '../domain/origin';
import type { Assignment, DocsPage, PageReport, Passed } from '../domain/page';

/**
 * Several documents of one kind on a page as one (docs/decisions/0011): the first that is there is reported, and only that is
 * checked, so another is filled only when it calls no other origin, and comes from none. A scheme counts as filled when every document that
 * declares it kept the value. Undefined for none.
 */
export function severalPages(pages: readonly DocsPage[]): DocsPage | undefined {
  const [only, ...more] = pages;
  if (!only || more.length === 0) return only;
  const first = () => pages.find((page) => page.report().ready) ?? only;
  return {
    report: () => first().report(),
    whenReady: (timeout) => anyOf(pages.map((page) => page.whenReady(timeout))),
    async fill(assignments, passed = { ...first().report(), origin: '' }) {
      const kept: Filled[] = [];
      for (const page of alike(pages, first().report(), passed)) kept.push(await fillOne(page, assignments, passed));
      const isKept = ({ scheme }: Assignment) => {
        const declaring = kept.filter(({ declared }) => declared.includes(scheme));
        return declaring.length > 0 && declaring.every(({ schemes }) => schemes.includes(scheme));
      };
      return assignments.filter(isKept).map(({ scheme }) => scheme);
    },
    async logOut(schemes) {
      const remaining: string[] = [];
      for (const page of pages) if (page.report().ready) remaining.push(...(await page.logOut(schemes)));
      return schemes.filter((scheme) => remaining.includes(scheme));
    },
  };
}

/** Those that can be filled now and are no more than what has passed. Which one is the first may have changed since then. */
function alike(pages: readonly DocsPage[], { needs }: PageReport, passed: Passed): readonly DocsPage[] {
  const called = originsOf(passed);
  const isOurs = (document: string | undefined) =>
    document === undefined || [passed.origin, originOf(passed.document)].includes(originOf(document));
  return pages.filter((page) => {
    const report = page.report();
    const canBeFilled = report.ready && report.needs === needs && isOurs(report.document);
    return canBeFilled && originsOf(report).every((origin) => called.includes(origin));
  });
}

function originsOf({ server, servers = [] }: Pick<PageReport, 'server' | 'servers'>): readonly (string | undefined)[] {
  return [originOf(server), ...servers];
}

interface Filled {
  readonly declared: readonly string[];
  readonly schemes: readonly string[];
}

async function fillOne(page: DocsPage, assignments: readonly Assignment[], passed: Passed): Promise<Filled> {
  const declared = page.report().schemes.map(({ name }) => name);
  const own = assignments.filter(({ scheme }) => declared.includes(scheme));
  return { declared, schemes: await page.fill(own, passed) };
}

/** True as soon as one is, false when none has become so. */
function anyOf(answers: readonly Promise<boolean>[]): Promise<boolean> {
  return new Promise((resolve) => {
    for (const answer of answers) void answer.then((yes) => yes && resolve(true));
    void Promise.all(answers).then(() => resolve(false));
  });
}
