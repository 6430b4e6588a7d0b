import { defineAdapter } from '../domain/page';
import { explorerPage } from '../page/explorer-element';

const id = 'rapidoc';

/** RapiDoc 9, a custom element (`<rapi-doc>`). */
export default defineAdapter({
  id,
  order: 40,
  find: (window) =>
    explorerPage(window, { adapter: id, title: 'RapiDoc', tag: 'rapi-doc', nameMember: 'securitySchemeId' }),
});
