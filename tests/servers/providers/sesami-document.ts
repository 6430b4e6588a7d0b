/**
 * As @nestjs/swagger writes it: OpenAPI 3.0, operation ids `Controller_method`. The API's operations want three keys at
 * once (one requirement with three names); a bearer scheme beside them belongs to the token calls only, so filling too
 * much shows.
 * Names of schemes and operations are not public (docs/facts.md#sesami) and are assumed.
 */
const text = { type: 'string' };
const THREE_KEYS = [{ 'x-api-key': [], 'x-client-id': [], 'x-shop-id': [] }];
const key = (name: string) => ({ type: 'apiKey', in: 'header', name });

const bodyOf = (properties: Record<string, unknown>) => ({
  required: true,
  content: { 'application/json': { schema: { type: 'object', properties, required: Object.keys(properties) } } },
});

const personalAccessTokenRequest = {
  type: 'object',
  properties: {
    permissions: { type: 'array', items: text },
    expireAt: { type: 'string', enum: ['THIRTY', 'SIXTY', 'NINETY', 'NEVER'] },
    shop: text,
    name: text,
    user: text,
  },
};

const paths = {
  '/api/v1/users/login/password': {
    post: {
      operationId: 'UserController_loginByPassword',
      tags: ['User'],
      requestBody: bodyOf({ email: text, password: text }),
      responses: { 201: { description: '' } },
    },
  },
  '/api/v1/auth/access-token': {
    post: {
      operationId: 'AuthController_createAccessToken',
      tags: ['Auth'],
      requestBody: bodyOf({ type: { type: 'string', enum: ['PERSONAL_ACCESS_TOKEN'] }, personalAccessTokenRequest }),
      responses: { 201: { description: '' } },
      security: [{ bearer: [] }],
    },
  },
  '/api/v1/shops': {
    get: {
      operationId: 'ShopController_getShops',
      tags: ['Shop'],
      parameters: [{ name: 'limit', in: 'query', required: false, schema: { type: 'number', default: 10 } }],
      responses: { 200: { description: '' } },
      security: THREE_KEYS,
    },
  },
};

export const sesamiDocument = () => ({
  openapi: '3.0.0',
  paths,
  info: { title: 'Sesami API', description: '', version: '1.0', contact: {} },
  tags: [],
  servers: [],
  components: {
    securitySchemes: {
      bearer: { scheme: 'bearer', bearerFormat: 'JWT', type: 'http' },
      'x-api-key': key('x-api-key'),
      'x-client-id': key('x-client-id'),
      'x-shop-id': key('x-shop-id'),
    },
    schemas: {},
  },
});
