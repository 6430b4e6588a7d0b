import type { Draft } from '../../../lib/domain/connection';
import type { Demo } from '../../servers/demo';

/** Connections as their forms send them. */

const draft = (more: Pick<Draft, 'providerId' | 'methodId' | 'inputs'> & Partial<Draft>): Draft => ({
  id: crypto.randomUUID(),
  label: more.providerId,
  allowHttp: false,
  origins: [],
  ...more,
});

/** Client id and secret in a Basic header, the rest form-encoded. */
export const poderoDraft = ({ podero: { live } }: Demo): Draft =>
  draft({
    providerId: 'podero',
    methodId: 'client-credentials',
    regionId: 'live',
    inputs: { clientId: live.clientId, clientSecret: live.clientSecret },
  });

/** The secret in a JSON body. */
export const portDraft = ({ port: { eu } }: Demo): Draft =>
  draft({
    providerId: 'port',
    methodId: 'client-credentials',
    regionId: 'eu',
    inputs: { clientId: eu.clientId, clientSecret: eu.clientSecret },
  });

/** The secret in a form-encoded body: a request that needs no preflight. */
export const panayaDraft = ({ panaya: { my } }: Demo): Draft =>
  draft({
    providerId: 'panaya',
    methodId: 'access-token',
    regionId: 'my',
    inputs: { email: my.userName, accessToken: my.accessToken },
  });

/** A pasted token for a server of one's own. */
export const synergyDraft = (server: string, token: string, more: Partial<Draft> = {}): Draft =>
  draft({ providerId: '12d-synergy', methodId: 'personal-access-token', inputs: { server, token }, ...more });

/** A pasted token for one origin. */
export const anySiteDraft = (origin: string, token: string): Draft =>
  draft({
    providerId: 'any-site',
    methodId: 'header',
    inputs: { token, header: 'Authorization', prefix: 'Bearer' },
    origins: [origin],
  });
