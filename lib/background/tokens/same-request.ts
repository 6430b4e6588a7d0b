import type { Secrets } from '../../domain/connection';
import type { Prepared } from '../../provider/prepare';
import { REFRESH_TOKEN } from '../../provider/refresh';
import type { Entry } from '../../vault/vault';

/** The refresh token of an entry: not typed by anybody, so that no form sends it. */
export function refreshTokenOf({ secrets }: Entry): Secrets {
  const kept = secrets?.[REFRESH_TOKEN];
  return kept === undefined ? {} : { [REFRESH_TOKEN]: kept };
}

/** Whether an edit leaves everything that a token depends on as it is: a new label needs no new token. */
export function asksTheSame({ connection, secrets }: Entry, prepared: Prepared): boolean {
  const essence = (one: Entry['connection'], own: Entry['secrets']) =>
    JSON.stringify([
      one.methodId,
      one.regionId,
      one.allowHttp,
      sorted(one.inputs),
      sorted({ ...own, [REFRESH_TOKEN]: '' }),
    ]);
  return essence(connection, secrets) === essence(prepared.connection, prepared.secrets);
}

function sorted(values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(values).sort(([a], [b]) => a.localeCompare(b));
}
