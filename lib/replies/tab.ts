import type { LoginFields, PageReport, SecurityRequirement, SecurityScheme, TokenSource } from '../domain/page';
import type { Proposal, Suggestion } from '../domain/view';
import { z } from '../zod';
import { exactly, Text, Texts, Values } from './parts';

/** What a page said of itself, and what is made of it. */

const Kind = z.enum(['clientCredentials', 'authorizationCode', 'password', 'implicit', 'openIdConnect', 'login']);

const Scheme = exactly<SecurityScheme>({
  name: Text,
  type: z.enum(['apiKey', 'http', 'oauth2', 'openIdConnect', 'mutualTLS']),
  in: z.exactOptional(z.enum(['header', 'query', 'cookie'])),
  parameter: z.exactOptional(Text),
  scheme: z.exactOptional(Text),
});

const Requirement = exactly<SecurityRequirement>({ alternatives: z.array(Texts), operations: z.number() });

const Source = exactly<TokenSource>({
  kind: Kind,
  url: Text,
  authorizationUrl: z.optional(Text),
  scopes: z.optional(Texts),
  fields: z.optional(exactly<LoginFields>({ user: Text, password: Text, as: z.enum(['json', 'form']) })),
});

export const Report = exactly<PageReport>({
  adapter: Text,
  title: Text,
  ready: z.boolean(),
  schemes: z.array(Scheme),
  requirements: z.array(Requirement),
  authorized: Texts,
  server: z.optional(Text),
  servers: z.optional(Texts),
  keeps: z.optional(z.literal('page storage')),
  needs: z.optional(z.literal('open operation')),
  sends: z.optional(z.literal('nothing')),
  document: z.optional(Text),
  sources: z.optional(z.array(Source)),
});

export const Suggested = exactly<Suggestion>({
  providerId: Text,
  methodId: Text,
  regionId: z.optional(Text),
  inputs: Values,
  origins: Texts,
});

export const Proposed = exactly<Proposal>({
  kind: Kind,
  url: Text,
  suggestion: Suggested,
});
