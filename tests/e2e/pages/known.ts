import type { Operation } from './execute';

/** What the tests press and look for on the local providers' pages and in the popup. */

const inSwaggerUi = (id: string): Operation => ({ ui: 'swagger-ui', block: `#operations-${id}` });

export const PODERO = inSwaggerUi('Partner_API-partners_api_list_users');
export const PORT = inSwaggerUi('Blueprints-get-blueprints');
export const PANAYA = inSwaggerUi('projects-getProjectsUsingGET');
export const SESAMI = inSwaggerUi('Shop-ShopController_getShops');
export const SYNERGY: Operation = { ui: 'swagger-ui-2', block: '#Jobs_Jobs_GetJobs' };
export const THINGS = inSwaggerUi('things-listThings');

/** The popup says so, and only so, when this tab is filled. */
export const LOGGED_IN = '::-p-aria([name="Log out"][role="button"])';
