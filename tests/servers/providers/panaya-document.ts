import type { Exchange } from '../exchange';

/** Swagger 2.0 as Springfox writes it: `host` without a scheme (the page's own is used), the context path as `basePath`. */
const operation = (operationId: string, summary: string) => ({
  tags: ['projects'],
  summary,
  operationId,
  produces: ['application/json'],
  responses: { 200: { description: 'OK' }, 401: { description: 'Unauthorized' } },
  security: [{ 'X-Auth-Token': [] }],
});

const formField = (name: string) => ({ name, in: 'formData', required: true, type: 'string' });

const login = {
  tags: ['authentication'],
  summary: 'Exchange an access token for a response token',
  operationId: 'loginUsingPOST',
  consumes: ['application/x-www-form-urlencoded'],
  produces: ['application/json'],
  parameters: [formField('username'), formField('token')],
  responses: { 200: { description: 'OK' }, 401: { description: 'Unauthorized' } },
};

/** The name of the scheme is not public; Springfox has no default, so it is called like its header (an assumption). */
export const panayaDocument = ({ host }: Exchange) => ({
  swagger: '2.0',
  info: { title: 'Panaya API', description: 'Api Documentation', version: '2.0' },
  host,
  basePath: '/api',
  tags: [{ name: 'authentication' }, { name: 'projects' }],
  paths: {
    '/accesstoken': { post: login },
    '/v2/projects': { get: operation('getProjectsUsingGET', 'List projects') },
    '/v1/users/': { get: operation('getUserUsingGET', 'The user of the token') },
  },
  securityDefinitions: { 'X-Auth-Token': { type: 'apiKey', name: 'X-Auth-Token', in: 'header' } },
});
