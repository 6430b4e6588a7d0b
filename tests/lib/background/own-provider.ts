import { leavesOf } from '../../../lib/curl/answer-leaves';
import { curlDefinition, trialDefinition } from '../../../lib/curl/build-definition';
import { combine } from '../../../lib/curl/combine';
import { parseCurl } from '../../../lib/curl/parse-curl';
import { placesFor } from '../../../lib/curl/places';
import { recognise } from '../../../lib/curl/recognise';
import type { Draft } from '../../../lib/domain/connection';
import type { ProviderDefinition } from '../../../lib/provider/definition';

/** A provider of the user's own, from a command to its definition, as the screen makes it. */

export const COMMAND = `curl https://id.acme.example/login --json '{"user":"<user>","password":"<password>"}'`;
export const PASSWORD = 'made-up-password';
export const ANSWER = { access_token: 'madeUpTokenOfThirtyTwoCharacters', expires_in: 3600 };
const IDENTITY = { id: 'own-acme', name: 'Acme', docs: 'https://id.acme.example/' };

function requests(command: string) {
  const combined = combine(parseCurl(command).map(recognise));
  if (!combined) throw new Error('No request.');
  return combined;
}

export const trialOf = (command = COMMAND): ProviderDefinition => trialDefinition(IDENTITY, requests(command));

export function ownProvider(command = COMMAND, answer: unknown = ANSWER, link?: string): ProviderDefinition {
  const [leaf] = leavesOf(answer, 0);
  const [place] = placesFor([]);
  if (!leaf || !place) throw new Error('Nothing to choose.');
  return curlDefinition(IDENTITY, requests(command), { leaf, place, further: [], link });
}

export function ownDraft(more: Partial<Draft> = {}): Draft {
  return {
    id: 'c1',
    label: 'Acme',
    providerId: 'own-acme',
    methodId: 'curl',
    inputs: {},
    allowHttp: false,
    origins: [],
    ...more,
  };
}

export const VALUES = { user: 'demo', password: PASSWORD };
export const LOGIN = { method: 'POST', url: 'https://id.acme.example/login' } as const;
