/** As Django Ninja writes it: OpenAPI 3.1, no servers, a scheme named after a class (docs/facts.md#podero-page). */
const operation = (operationId: string, summary: string) => ({
  operationId,
  summary,
  tags: ['Partner API'],
  responses: { 200: { description: 'OK' } },
  security: [{ PartnerAuth: [] }],
});

export const poderoDocument = () => ({
  openapi: '3.1.0',
  info: { title: 'Podero Partner API', version: '2.0', description: '' },
  paths: {
    '/api/partners/v2.0/users': { get: operation('partners_api_list_users', 'List Users') },
    '/api/partners/v2.0/organization': { get: operation('partners_api_get_organization', 'Get Organization') },
  },
  components: { schemas: {}, securitySchemes: { PartnerAuth: { type: 'http', scheme: 'bearer' } } },
  servers: [],
});
