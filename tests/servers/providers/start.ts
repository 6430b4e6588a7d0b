import type { Demo } from '../demo';
import { follow, html, type Otherwise } from '../exchange';
import { startPage } from '../pages/start';
import { type Site, siteWithoutTokens } from '../site';

/** The page a person sees first: which provider is where, and what to paste. */
const otherwise: Otherwise = {
  notFound: () =>
    html(404, '<!doctype html><title>Not here</title><p>Only <a href="/">the start page</a> is here.</p>'),
  wrongMethod: () => html(405, '', { allow: 'GET' }),
};

export function startSite(demo: Demo): Site {
  const page = startPage(demo);
  return siteWithoutTokens((exchange) => follow({ 'GET /': () => html(200, page) }, exchange, otherwise));
}
