import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type LocalProviders, startLocalProviders } from './index';

/** Local providers for one test file, as new before every test. */
export function useProviders(): () => LocalProviders {
  let providers: LocalProviders | undefined;
  const get = (): LocalProviders => {
    if (!providers) throw new Error('The local providers run only inside a test.');
    return providers;
  };
  beforeAll(async () => {
    providers = await startLocalProviders();
  });
  beforeEach(() => {
    get().log.clear();
    get().faults.clear();
    get().state.reset();
  });
  afterAll(async () => {
    await providers?.stop();
  });
  return get;
}

/** `Basic` credentials, each part encoded first or not: the difference the provider decodes away, or trips over. */
export const basic = (id: string, secret: string): string => `Basic ${btoa(`${id}:${secret}`)}`;

export const JSON_TYPE = { 'content-type': 'application/json' };
