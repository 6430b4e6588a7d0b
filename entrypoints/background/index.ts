import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createHandlers } from '../../lib/background/handlers';
import { listen } from '../../lib/background/listen';
import { createServices } from '../../lib/background/services';
import { createStores } from '../../lib/background/stores';
import { providers } from '../../lib/provider/registry';
import { createBackupStore } from '../../lib/vault/backup-store';

export default defineBackground(() => {
  const lock = <T>(name: string, run: () => Promise<T>): Promise<T> => navigator.locks.request(name, run);
  const now = () => Date.now();
  const { storage } = browser;
  const { local, session } = storage;
  const backup = createBackupStore(indexedDB);
  const world = {
    browser,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init),
    now,
    sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
    random: () => Math.random(),
    lock,
    ...createStores({ storage, local, session, lock, now, backup }, providers),
    activeTabReaches: import.meta.env.CHROME,
  };
  const services = createServices(world);
  listen(world, services, createHandlers(world, services));
});
