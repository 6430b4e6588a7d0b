/**
 * Isolated world, only on origins that the user keeps authorized: notices when the page shows another document or server, and
 * when the API answered its request with 401. Reads what is on the screen; touches nothing.
 */

export type SeenEvent = 'changed' | 'refused';

/** How long the page must be quiet before it is looked at, ms: Swagger UI draws a document in many small steps. */
const QUIET = 250;

/** The status of an answer to the page's own request. The documented answers stand in another table. 2026-11: 3.0–5.35; 2.2 */
const LIVE_STATUS = '.responses-inner > div .responses-table .response .response-col_status, .operation .response_code';

/** Starts watching; returns the way to stop. */
export function watchPage(page: Window, report: (event: SeenEvent) => void): () => void {
  const { document } = page;
  let shown = signature(document);
  let refusals = refusedCells(document).length;
  let timer = 0;

  const look = () => {
    const now = signature(document);
    if (now !== shown && now !== undefined) report('changed');
    shown = now ?? shown;
    const count = refusedCells(document).length;
    if (count > refusals) report('refused');
    refusals = count;
  };
  const observer = new MutationObserver(() => {
    page.clearTimeout(timer);
    timer = page.setTimeout(look, QUIET);
  });
  observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  // Choosing a server changes a control's value, which no mutation tells.
  const chosen = () => void page.setTimeout(look, QUIET);
  document.addEventListener('change', chosen);
  return () => {
    observer.disconnect();
    page.clearTimeout(timer);
    document.removeEventListener('change', chosen);
  };
}

/**
 * What document and server the page shows; undefined while it shows none. Whether it is authorized is not part of it: a
 * person who logs out by hand means it.
 */
function signature(document: Document): string | undefined {
  const title = document.querySelector('.swagger-ui .info .title, #swagger-ui-container .info_title');
  if (!title) return undefined;
  const servers = [...document.querySelectorAll<HTMLSelectElement>('.swagger-ui .servers select, .schemes select')];
  const definition = document.querySelector<HTMLInputElement | HTMLSelectElement>('.topbar select, .topbar input');
  return JSON.stringify([title.textContent, definition?.value, servers.map((select) => select.value)]);
}

function refusedCells(document: Document): readonly Element[] {
  return [...document.querySelectorAll(LIVE_STATUS)].filter((cell) => /^\s*401\b/.test(cell.textContent ?? ''));
}
