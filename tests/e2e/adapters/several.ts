import { expect } from 'vitest';
import { assignmentFor } from './document';
import type { Tab } from './tab';

/** Three documents on one page: those of one server are filled and emptied together, the one of another server never. */
export async function expectFilledTogether(tab: Tab): Promise<void> {
  const all = async () => {
    const statuses: number[] = [];
    for (const group of ['one', 'two', 'elsewhere']) statuses.push(await tab.execute(`bearer/${group}`));
    return statuses;
  };
  expect(await all()).toEqual([401, 401, 401]);
  expect(await tab.fill([assignmentFor('bearer')])).toEqual(['bearer']);
  expect(await all()).toEqual([200, 200, 401]);
  expect(await tab.logOut(['bearer'])).toEqual([]);
  expect(await all()).toEqual([401, 401, 401]);
}
