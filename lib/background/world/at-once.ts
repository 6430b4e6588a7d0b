export interface Limits {
  /** At the same time for each host. */
  readonly perHost: number;
  /** At the same time in all. */
  readonly inAll: number;
}

/**
 * Runs `work` for every item, in their order as far as the limits let them: an item whose hosts are busy lets the next one
 * of another host go first. Resolves when all are done; `work` must not reject.
 */
export function runWithin<Item extends { readonly hosts: readonly string[] }>(
  items: readonly Item[],
  limits: Limits,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const running = new Map<string, number>();
  let inAll = 0;

  const isFree = (host: string) => (running.get(host) ?? 0) < limits.perHost;
  const count = ({ hosts }: Item, by: 1 | -1) => {
    inAll += by;
    for (const host of hosts) running.set(host, (running.get(host) ?? 0) + by);
  };
  const takeNext = (): Item | undefined => {
    const index = inAll < limits.inAll ? waiting.findIndex(({ hosts }) => hosts.every(isFree)) : -1;
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };

  return new Promise((resolve) => {
    const goOn = () => {
      if (waiting.length === 0 && inAll === 0) return resolve();
      for (let item = takeNext(); item; item = takeNext()) {
        const started = item;
        count(started, 1);
        void work(started).finally(() => {
          count(started, -1);
          goOn();
        });
      }
    };
    goOn();
  });
}
