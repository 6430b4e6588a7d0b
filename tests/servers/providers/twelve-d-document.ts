import type { Exchange } from '../exchange';

/**
 * Swagger 2.0 as classic Swashbuckle writes it: paths with `{apiVersion}`, ids `Controller_Action`, and every operation
 * with a `security` of its own (docs/facts.md#12d-page; the scheme's name is Swashbuckle's sample, an inference).
 */
const version = { name: 'apiVersion', in: 'path', required: true, type: 'string', default: '1' };
const id = { name: 'id', in: 'query', required: true, type: 'integer', format: 'int32' };
const body = { name: 'request', in: 'body', required: true, schema: { $ref: '#/definitions/GeneratePATModel' } };

function operation(tag: string, action: string, summary: string, parameters: readonly unknown[] = []) {
  return {
    tags: [tag],
    summary,
    operationId: `${tag}_${action}`,
    consumes: ['application/json'],
    produces: ['application/json'],
    parameters: [version, ...parameters],
    responses: { 200: { description: 'OK' } },
    deprecated: false,
    security: [{ apiKey: [] }],
  };
}

const GeneratePATModel = {
  type: 'object',
  properties: {
    ClientId: { type: 'string' },
    Name: { type: 'string' },
    ExpireInDays: { type: 'integer', format: 'int32' },
  },
};

export const twelveDDocument = ({ host, scheme }: Exchange) => ({
  swagger: '2.0',
  info: { version: 'v1', title: '12d Synergy RESTful API V1' },
  host,
  schemes: [scheme],
  paths: {
    '/api/v{apiVersion}/auth/getPersonalAccessTokens': {
      get: operation('Authentication', 'GetPersonalAccessTokens', 'Gets personal access tokens'),
    },
    '/api/v{apiVersion}/auth/generate-pat': {
      post: operation('Authentication', 'GeneratePAT', 'Generates a personal access token', [body]),
    },
    '/api/v{apiVersion}/auth/delete-pat': {
      post: operation('Authentication', 'DeletePAT', 'Deletes a personal access token', [id]),
    },
    '/api/v{apiVersion}/jobs': { get: operation('Jobs', 'GetJobs', 'Gets jobs') },
  },
  definitions: { GeneratePATModel },
  securityDefinitions: {
    apiKey: { type: 'apiKey', description: 'API Key Authentication', name: 'Authorization', in: 'header' },
  },
});
