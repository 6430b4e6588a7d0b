import { defineAdapter } from '../domain/page';
import { explorerPage } from '../page/explorer-element';

const id = 'openapi-explorer';

/** OpenAPI Explorer 2, a custom element (`<openapi-explorer>`). */
export default defineAdapter({
  id,
  order: 50,
  find: (window) =>
    explorerPage(window, { adapter: id, title: 'OpenAPI Explorer', tag: 'openapi-explorer', nameMember: 'apiKeyId' }),
});
