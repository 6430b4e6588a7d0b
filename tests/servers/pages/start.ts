import type { Demo } from '../demo';
import { escapeHtml } from './escape';
import { startCards } from './start-cards';
import { STYLE } from './start-style';

interface Value {
  readonly label: string;
  readonly value: string;
}

/** One set of credentials: an environment, a region, a shop or a way to sign in. */
export interface CredentialSet {
  readonly name: string;
  readonly docsPage?: string;
  readonly values: readonly Value[];
}

export interface Card {
  readonly name: string;
  readonly note: string;
  readonly sets: readonly CredentialSet[];
}

const link = (url: string): string => `<a class="page" href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;

const drawValue = ({ label, value }: Value): string =>
  `<div><dt>${escapeHtml(label)}</dt><dd><code>${escapeHtml(value)}</code></dd></div>`;

const drawSet = ({ name, docsPage, values }: CredentialSet): string => `
      <section>
        <h3>${escapeHtml(name)}</h3>
        ${docsPage ? link(docsPage) : ''}
        <dl>${values.map(drawValue).join('')}</dl>
      </section>`;

const drawCard = ({ name, note, sets }: Card): string => `
    <article>
      <h2>${escapeHtml(name)}</h2>
      <p>${escapeHtml(note)}</p>${sets.map(drawSet).join('')}
    </article>`;

/** One page without scripts: what to open, what to paste, what to expect. */
export const startPage = (demo: Demo): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Try Tokenfill</title>
<style>${STYLE}</style>
</head>
<body>
  <header>
    <h1>Try Tokenfill</h1>
    <p>Open a documentation page below, click the Tokenfill button in the toolbar and paste that provider's credentials.</p>
    <p>The page is then authorized: press <b>Try it out</b> and <b>Execute</b>, and the API answers 200 instead of 401.</p>
    <p class="aside">Everything here runs on this machine only. The credentials are made up and open nothing else.</p>
  </header>
  <main>${startCards(demo).map(drawCard).join('')}
  </main>
</body>
</html>
`;
