// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchPage } from '../../../lib/page/watch';

/** One operation of Swagger UI as it draws it: the answer stays while the next request is on its way. */
const OPERATION = '<div class="opblock"><div class="responses-inner"><div></div></div></div>';

const seen: string[] = [];
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.replaceChildren(...new DOMParser().parseFromString(OPERATION, 'text/html').body.childNodes);
  seen.length = 0;
  stop = watchPage(window, (event) => seen.push(event));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const find = (selector: string) => document.querySelector(selector) as HTMLElement;
const element = (name: string, className: string, text = '') =>
  Object.assign(document.createElement(name), { className, textContent: text });
/** Mutations are told between two tasks; the page is looked at when it has been quiet. */
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

function show(status: string): void {
  const table = element('div', 'responses-table');
  const row = element('div', 'response');
  row.append(element('div', 'response-col_status', status));
  table.append(row);
  find('.responses-inner > div').replaceChildren(table);
}
const clear = () => find('.responses-inner > div').replaceChildren();

/** Execute, and its answer after `milliseconds`. */
async function execute(status: string, milliseconds: number): Promise<void> {
  const pending = element('div', 'loading-container');
  find('.opblock').append(pending);
  await pass(milliseconds);
  const same = document.querySelector('.response-col_status')?.textContent === status;
  // React leaves alone what stays the same.
  if (!same) show(status);
  pending.remove();
  await pass(500);
}

describe('an answer of the API', () => {
  it.each([
    ['401', ['refused']],
    ['403', ['forbidden']],
    ['200', []],
    ['500', []],
  ])('with %s is seen as %j', async (status, events) => {
    await execute(status, 100);
    expect(seen).toEqual(events);
  });

  it.each([20, 1_000])('with a second 401 is seen as one more when it comes %i ms after Execute', async (time) => {
    await execute('401', time);
    await execute('401', time);
    expect(seen).toEqual(['refused', 'refused']);
  });

  it('is not seen again when the page is drawn anew around it', async () => {
    await execute('401', 100);
    find('.opblock').append(element('p', 'something'));
    await pass(500);
    expect(seen).toEqual(['refused']);
  });
});

describe('a 403', () => {
  it.each([
    ['the next request succeeds', () => execute('200', 100)],
    ['the next request fails otherwise', () => execute('500', 100)],
    [
      'its user clears it',
      async () => {
        clear();
        await pass(500);
      },
    ],
  ])('is over when %s', async (_, act) => {
    await execute('403', 100);
    await act();
    expect(seen).toEqual(['forbidden', 'settled']);
  });

  it('is not over while the next request is on its way, nor when that is answered with 403 as well', async () => {
    await execute('403', 100);
    await execute('403', 2_000);
    expect(seen).toEqual(['forbidden', 'forbidden']);
  });

  it('is not told to be over when there was none', async () => {
    await execute('500', 100);
    await execute('200', 100);
    expect(seen).toEqual([]);
  });
});
