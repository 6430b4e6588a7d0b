import type { Answer, Exchange, Routes } from '../exchange';

/** A documentation page: its own routes (page, start script, API document) and the files of the npm package behind it. */
export interface DocsPage {
  readonly routes: Routes;
  /** A file of the package, or undefined: asked before the routes, so it must not know their paths. */
  readonly assets: (exchange: Exchange) => Answer | undefined;
}
