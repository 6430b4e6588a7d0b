import type { Adapter, DocsPage } from '../domain/page';
import { type AdapterRequest, askEvent, type PageReply, replyEvent } from './channel';
import { borrowRoots } from './closed-roots';
import { lookThrough } from './deep-query';
import { withinLimits } from './report-limits';

/** How long an injected listener stays; the background's port lives no longer either, ms. */
const LIFETIME = 15_000;

/**
 * Main world: finds the docs page with the first adapter that knows it and answers the bridge's requests. No `browser.*`
 * here, and no secret but the one that this document is being given.
 */
export function answerRequests(nonce: string, page: Window, adapters: readonly Adapter[]): void {
  const inOrder = [...adapters].sort((a, b) => a.order - b.order);
  const listen = (event: Event) => {
    const request = JSON.parse((event as CustomEvent<string>).detail) as AdapterRequest;
    void answer(request, page, inOrder, nonce)
      .catch((): PageReply => ({ reply: 'failed' }))
      .then((reply) => {
        page.document.dispatchEvent(new CustomEvent(replyEvent(nonce), { detail: JSON.stringify(reply) }));
      });
  };
  page.document.addEventListener(askEvent(nonce), listen);
  setTimeout(() => page.document.removeEventListener(askEvent(nonce), listen), LIFETIME);
}

async function answer(
  request: AdapterRequest,
  page: Window,
  adapters: readonly Adapter[],
  nonce: string,
): Promise<PageReply> {
  const patience = request.ask === 'report' ? request.patience : 0;
  const found = await findPage(page, adapters, patience, nonce);
  if (!found) return request.ask === 'report' ? { reply: 'report', report: null } : { reply: 'failed' };
  if (request.ask === 'report') {
    await found.whenReady(patience);
    return { reply: 'report', report: withinLimits(found.report()) };
  }
  if (request.ask === 'logOut') return { reply: 'loggedOut', remaining: await found.logOut(request.schemes) };
  if (request.logOut.length > 0) await found.logOut(request.logOut);
  const passed = { ...request.passed, origin: request.origin };
  return { reply: 'filled', schemes: await found.fill(request.assignments, passed) };
}

/**
 * The first adapter's page, if need be in a closed shadow root; while the document is still building itself, waits for changes of
 * it up to `patience` ms.
 */
function findPage(
  page: Window,
  adapters: readonly Adapter[],
  patience: number,
  nonce: string,
): Promise<DocsPage | undefined> {
  const find = () => adapters.map((adapter) => adapter.find(page)).find((found) => found !== undefined);
  const findInClosed = () => {
    lookThrough(borrowRoots(nonce, page.document));
    return find();
  };
  const first = find() ?? findInClosed();
  if (first || patience <= 0 || !looksLikeDocs(page.document)) return Promise.resolve(first);
  return new Promise((resolve) => {
    const finish = (found: DocsPage | undefined) => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(found);
    };
    const observer = new MutationObserver(() => {
      const found = find();
      if (found) finish(found);
    });
    // What is drawn into a closed root changes nothing that can be watched from outside.
    const timer = setTimeout(() => finish(findInClosed()), patience);
    observer.observe(page.document, { childList: true, subtree: true });
  });
}

const SIGNS = [
  '[id*="swagger" i], [class*="swagger" i], script[src*="swagger" i], link[href*="swagger" i]',
  'rapi-doc, openapi-explorer, elements-api, redoc',
  '#api-reference, script[src*="scalar" i], script[src*="api-reference" i], script[src*="redoc" i]',
].join(', ');

/** Whether waiting is worth it: a page that loads a docs bundle or has its container, or one that is not parsed yet. */
function looksLikeDocs(document: Document): boolean {
  return document.readyState === 'loading' || document.querySelector(SIGNS) !== null;
}
