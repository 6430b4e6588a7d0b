import { type OpenRoot, openRoot } from './closed-roots';
import { createWatchedRoots, type WatchedRoots } from './watched-roots';

/**
 * Isolated world, only on origins that the user keeps authorized: notices when the page shows another document or server, and
 * when the API answered its request with 401 or 403. Reads what is on the screen; touches nothing.
 */

/**
 * `refused`: an answer with 401, the token is no good. `forbidden`: with 403, it is good and may not do this. `settled`: after a
 * 403, an answer with 2xx, or no 403 is on the screen any more.
 */
export type SeenEvent = 'changed' | 'refused' | 'forbidden' | 'settled';

/** How long the page must be quiet before it is looked at, ms: Swagger UI draws a document in many small steps. */
const QUIET = 250;

/**
 * While no documentation is in sight, pauses before it is searched for again, ms: no mutation tells what is drawn into a root that
 * is not watched yet. The document's next change begins anew.
 */
const SEARCHES = [1_000, 2_000, 4_000, 8_000];

/**
 * The status of an answer to the page's own request, where the documented answers do not stand as well. 2026-11: Swagger UI
 * 3.0–5.35 and 2.2, RapiDoc 9.3, OpenAPI Explorer 2.4, Scalar 1.72, Elements 9.0.
 */
const LIVE_STATUS = [
  '.responses-inner > div .responses-table .response .response-col_status',
  '.operation .response_code',
  '.response-message',
  '.animate-response-children a',
  '.sl-elements-api .sl-text-orange',
].join(', ');

/** The document's or, with Elements, the operation's title. */
const TITLE = [
  '.swagger-ui .info .title',
  '#swagger-ui-container .info_title',
  '[part~="section-overview-title"]',
  '.scalar-app h1',
  '.sl-elements-api h1',
].join(', ');

/** Between Execute and its answer Swagger UI 3 to 5 shows this in the operation, and the answer before beside it. */
const OPERATION = '.opblock';
const PENDING = '.loading-container';

const DEFINITION = '.topbar select, .topbar input';
const SERVERS = '.swagger-ui .servers select, .schemes select, [part~="label-selected-server"]';

/** Starts watching, in closed shadow roots too; returns the way to stop. */
export function watchPage(page: Window, report: (event: SeenEvent) => void, open: OpenRoot = openRoot): () => void {
  const roots = createWatchedRoots(page.document, open);
  const observed = new WeakSet<Node>();
  const stopped = new AbortController();
  let timer = 0;
  // Choosing a server changes a control's value, which no mutation tells, and no root lets out.
  const chosen = () => void page.setTimeout(look, QUIET);
  const lookIn = (pause: number) => {
    page.clearTimeout(timer);
    timer = page.setTimeout(look, pause);
  };
  let searches = 0;
  const searchAll = () => {
    const isSeen = () => roots.query(TITLE).length > 0;
    if (isSeen()) return;
    const pause = roots.search();
    const next = pause > 0 || isSeen() ? pause : SEARCHES[searches++];
    if (next) lookIn(next);
  };
  const observeAll = () => {
    searchAll();
    for (const root of roots.all().filter((one) => !observed.has(one))) {
      observed.add(root);
      observer.observe(root, { childList: true, subtree: true, characterData: true });
      root.addEventListener('change', chosen, { signal: stopped.signal });
    }
  };

  let isForbidden = false;
  const look = () => {
    // A choice is looked at later, and would be told of a page that is left alone by then.
    if (stopped.signal.aborted) return;
    observeAll();
    const now = signature(roots);
    if (now !== shown && now !== undefined) report('changed');
    shown = now ?? shown;
    const counts = countAnswers(roots);
    const isOver = counts.allowed > answers.allowed || (counts.forbidden === 0 && !isPending(roots));
    for (const event of ['refused', 'forbidden'] as const) if (counts[event] > answers[event]) report(event);
    if (counts.forbidden > answers.forbidden) isForbidden = true;
    else if (isForbidden && isOver) {
      isForbidden = false;
      report('settled');
    }
    answers = counts;
  };
  const observer = new MutationObserver((records) => {
    // The same answer again changes nothing on the screen: from here on the one that stands there is an old one.
    if (records.some(beginsRequest)) answers = fewest(answers, countAnswers(roots));
    searches = 0;
    lookIn(QUIET);
  });
  observeAll();
  let shown = signature(roots);
  let answers = countAnswers(roots);
  return () => {
    observer.disconnect();
    page.clearTimeout(timer);
    stopped.abort();
  };
}

/**
 * What document and server the page shows; undefined while it shows none. Whether it is authorized is not part of it: a
 * person who logs out by hand means it.
 */
function signature({ query }: WatchedRoots): string | undefined {
  const [title] = query(TITLE);
  if (!title) return undefined;
  const [definition] = query(DEFINITION) as readonly (HTMLInputElement | HTMLSelectElement)[];
  const servers = query(SERVERS).map((one) => (one instanceof HTMLSelectElement ? one.value : one.textContent));
  return JSON.stringify([title.textContent, definition?.value, servers]);
}

interface Answers {
  readonly refused: number;
  readonly forbidden: number;
  readonly allowed: number;
}

/** Of the answers on the screen those whose operation is not waiting for a newer one. */
function countAnswers({ query }: WatchedRoots): Answers {
  const standing = query(LIVE_STATUS).filter((cell) => !cell.closest(OPERATION)?.querySelector(PENDING));
  const cells = standing.map((cell) => cell.textContent ?? '');
  const count = (pattern: RegExp) => cells.filter((text) => pattern.test(text)).length;
  return { refused: count(/\b401\b/), forbidden: count(/\b403\b/), allowed: count(/\b2\d\d\b/) };
}

const fewest = (a: Answers, b: Answers): Answers => ({
  refused: Math.min(a.refused, b.refused),
  forbidden: Math.min(a.forbidden, b.forbidden),
  allowed: Math.min(a.allowed, b.allowed),
});

const isPending = ({ query }: WatchedRoots) => query(`${OPERATION} ${PENDING}`).length > 0;

const beginsRequest = ({ addedNodes }: MutationRecord) =>
  [...addedNodes].some((node) => node instanceof Element && node.matches(PENDING) && node.closest(OPERATION));
