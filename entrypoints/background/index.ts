import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createDefinitions } from '../../lib/background/definitions';
import { createHandlers } from '../../lib/background/handlers';
import { listen } from '../../lib/background/listen';
import { createServices } from '../../lib/background/services';
import { bindingOf, mayReseal } from '../../lib/provider/binding';
import { providers } from '../../lib/provider/registry';
import { createBackupStore } from '../../lib/vault/backup-store';
import { createVault } from '../../lib/vault/create-vault';

export default defineBackground(() => {
  const lock = <T>(name: string, run: () => Promise<T>): Promise<T> => navigator.locks.request(name, run);
  const { local, session } = browser.storage;
  const definitions = createDefinitions(local, providers);
  const world = {
    browser,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init),
    now: () => Date.now(),
    sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
    random: () => Math.random(),
    lock,
    ...createVault({
      local,
      session,
      lock,
      now: () => Date.now(),
      backup: createBackupStore(indexedDB),
      bindingOf: (connection) => bindingOf(definitions.all(), connection),
      mayReseal: (before, now) => mayReseal(definitions.all(), before, now),
      ready: definitions.ready,
    }),
    providers: definitions.all,
    definitions,
    activeTabReaches: import.meta.env.CHROME,
  };
  const services = createServices(world);
  listen(world, services, createHandlers(world, services));
});
