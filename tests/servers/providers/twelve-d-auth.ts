import { randomBytes } from 'node:crypto';
import { DPAPI_START } from '../demo';
import { type Answer, type Exchange, empty, json, jsonObject, mediaType, text } from '../exchange';
import type { State } from '../state';
import { DAY, type SynergyToken } from './twelve-d-tokens';

/** The personal access tokens of one 12d Synergy server: list, make, delete, and who may (docs/facts.md#12d-tokens). */

const MOST_DAYS = 180;
const WEEK = 7 * DAY;

const tokensOf = (state: State, host: string): SynergyToken[] => {
  state.twelveD.personalAccessTokens[host] ??= [];
  return state.twelveD.personalAccessTokens[host];
};

/** Undefined when the header is exactly `Bearer` and a living token; else the server's plain words. */
export function refusalFor(state: State, host: string, authorization: string | undefined): Answer | undefined {
  const value = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  if (value === undefined) return text(401, 'Not Authorized');
  const known = tokensOf(state, host).find((token) => token.value === value);
  if (!known) return text(401, 'Invalid token');
  return known.expiresAt > state.clock.now() ? undefined : text(401, 'Token expired');
}

/** As .NET writes a date with an offset: milliseconds without trailing zeros (`.67`); the server is in Perth. */
function withOffset(time: number): string {
  const [seconds, fraction = ''] = new Date(time + 8 * 3_600_000).toISOString().slice(0, -1).split('.');
  const digits = fraction.replace(/0+$/, '');
  return `${seconds}${digits === '' ? '' : `.${digits}`}+08:00`;
}

/** 0 none sent, 1 the mail of a week before, 2 the mail at the end (an inference, docs/facts.md#12d-reminder). */
function reminderState(token: SynergyToken, now: number): number {
  if (token.expiresAt <= now) return 2;
  return token.expiresAt - now <= WEEK ? 1 : 0;
}

const USER = { _id: 1, _server_id: 1, _server_guid: '00000000-de30-4000-8000-000000000000', IDString: '1_1' };

/** Expired tokens stay in the list, the tokens themselves are never in it. */
export const listTokens = (state: State, host: string) =>
  tokensOf(state, host).map((token) => ({
    UserID: USER,
    CreatedOn: withOffset(token.createdAt),
    Expiry: withOffset(token.expiresAt),
    Name: token.name,
    ExpiryReminderState: reminderState(token, state.clock.now()),
    ID: token.id,
  }));

/** Answers with a bare JSON string: no id, no date. */
export function generateToken(state: State, host: string, exchange: Exchange): Answer {
  if (mediaType(exchange) !== 'application/json') return text(415, 'The request contains an unsupported media type.');
  const { ClientId: clientId, Name: name, ExpireInDays: days, ...others } = jsonObject(exchange.body) ?? {};
  if (typeof clientId !== 'string' || typeof name !== 'string' || name === '' || Object.keys(others).length > 0) {
    return text(400, 'Invalid request');
  }
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 0 || days > MOST_DAYS) {
    return text(400, `Expiry must be between 0 and ${MOST_DAYS} days`);
  }
  const tokens = tokensOf(state, host);
  const value = DPAPI_START + randomBytes(294).toString('base64url');
  const createdAt = state.clock.now();
  const id = Math.max(0, ...tokens.map((token) => token.id)) + 1;
  tokens.push({ id, value, name, clientId, createdAt, expiresAt: createdAt + days * DAY });
  return json(200, value);
}

/** Any token may be deleted, the one that asks included. */
export function deleteToken(state: State, host: string, { query }: Exchange): Answer {
  const tokens = tokensOf(state, host);
  const index = tokens.findIndex((token) => String(token.id) === query.get('id'));
  if (index < 0) return text(404, 'Personal access token not found');
  tokens.splice(index, 1);
  return empty(200);
}
