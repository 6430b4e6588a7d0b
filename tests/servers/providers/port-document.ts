/**
 * After Port's own document: OpenAPI 3.1, both regions as servers, a scheme called `bearer` that is an apiKey in the
 * header `Authorization`, some operations with scopes under it (docs/facts.md#port-scheme).
 */
const operation = (operationId: string, summary: string, scopes: readonly string[]) => ({
  operationId,
  summary,
  tags: ['Blueprints'],
  security: [{ bearer: scopes }],
  responses: { 200: { description: 'OK' }, 401: { description: 'Unauthorized' } },
});

const text = { type: 'string' };

const accessToken = {
  operationId: 'create-an-access-token',
  summary: 'Create an access token',
  tags: ['Authentication'],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: { clientId: text, clientSecret: text },
          required: ['clientId', 'clientSecret'],
          additionalProperties: false,
        },
      },
    },
  },
  responses: { 200: { description: 'OK' }, 401: { description: 'Unauthorized' } },
};

export const portDocument = () => ({
  openapi: '3.1.0',
  info: { title: 'Port API', description: 'Port API documentation', version: '1.0' },
  components: { securitySchemes: { bearer: { type: 'apiKey', name: 'Authorization', in: 'header' } } },
  servers: [
    { url: 'https://api.port.io', description: 'EU Port API' },
    { url: 'https://api.us.port.io', description: 'US Port API' },
  ],
  paths: {
    '/v1/auth/access_token': { post: accessToken },
    '/v1/blueprints': { get: operation('get-blueprints', 'Get all blueprints', ['read:blueprints']) },
    '/v1/organization': { get: operation('get-organization', 'Get organization details', []) },
  },
});
