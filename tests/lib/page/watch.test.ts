// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchPage } from '../../../lib/page/watch';
import { createWatchedRoots } from '../../../lib/page/watched-roots';

/** One operation of Swagger UI as it draws it: the answer stays while the next request is on its way. */
const OPERATION = '<div class="opblock"><div class="responses-inner"><div></div></div></div>';

const seen: string[] = [];
let stop: () => void = () => undefined;

/** What the browser knows and scripts of the page do not. */
const known = new Map<Element, ShadowRoot>();
const open = (host: HTMLElement) => known.get(host) ?? null;
/** Where the documentation is drawn. */
let drawn: HTMLElement | ShadowRoot = document.body;
const draw = (html: string) =>
  drawn.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);

beforeEach(() => {
  vi.useFakeTimers();
  drawn = document.body;
  draw(OPERATION);
  seen.length = 0;
  stop = watchPage(window, (event) => seen.push(event), open);
});
afterEach(() => {
  stop();
  known.clear();
  vi.useRealTimers();
});

const find = (selector: string) => drawn.querySelector(selector) as HTMLElement;
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
  const same = find('.response-col_status')?.textContent === status;
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

/** Documentation with an operation and two servers, in a shadow root of the page. */
function drawInRoot(mode: ShadowRootMode, title = 'Made up API'): void {
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  const root = host.attachShadow({ mode });
  known.set(host, root);
  drawn = root;
  draw(documentation(title));
}

function documentation(title: string): string {
  const servers = '<div class="servers"><select><option>eu</option><option>us</option></select></div>';
  return `<div class="swagger-ui"><div class="info"><p class="title">${title}</p></div>${servers}${OPERATION}</div>`;
}

describe.each(['closed', 'open'] as const)('documentation in a shadow root that is %s', (mode) => {
  const restart = () => {
    stop();
    drawInRoot(mode);
    stop = watchPage(window, (event) => seen.push(event), open);
  };

  it('is watched for the API’s answers as any other', async () => {
    restart();
    await execute('401', 100);
    await execute('403', 100);
    await execute('200', 100);
    expect(seen).toEqual(['refused', 'forbidden', 'settled']);
  });

  it('is watched for another document and another server', async () => {
    restart();
    find('.title').textContent = 'Another API';
    await pass(500);
    const select = find('select') as HTMLSelectElement;
    select.value = 'us';
    // As browsers send it: it does not leave the root.
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await pass(500);
    expect(seen).toEqual(['changed', 'changed']);
  });

  it('is found when it is drawn later, and when another takes its place', async () => {
    drawInRoot(mode);
    await pass(500);
    await execute('401', 100);
    drawInRoot(mode, 'Another API');
    await pass(500);
    await execute('401', 100);
    expect(seen).toEqual(['changed', 'refused', 'changed', 'refused']);
  });

  it.each([
    ['root was there, empty, when watching began', 0],
    ['root is attached', 2_000],
    ['root is attached after a change elsewhere in the page', 60_000],
  ])('is found when it is drawn with no change of the document, and its %s', async (_, milliseconds) => {
    stop();
    const host = document.createElement('div');
    document.body.replaceChildren(host);
    const attach = () => known.set(host, host.attachShadow({ mode })).get(host) as ShadowRoot;
    const early = milliseconds === 0 ? attach() : undefined;
    stop = watchPage(window, (event) => seen.push(event), open);
    await pass(Math.max(milliseconds, 2_000));
    if (milliseconds > 2_000) document.body.append(element('p', 'something'));
    await pass(2_000);
    drawn = early ?? attach();
    draw(documentation('Made up API'));
    await pass(15_000);
    await execute('401', 100);
    expect(seen).toEqual(['changed', 'refused']);
  });

  it('is not looked at any more when watching was stopped', async () => {
    restart();
    stop();
    await execute('401', 100);
    find('select').dispatchEvent(new Event('change', { bubbles: true }));
    await pass(500);
    expect(seen).toEqual([]);
  });
});

describe('a server that was chosen', () => {
  const choose = () => {
    stop();
    draw(documentation('Made up API'));
    stop = watchPage(window, (event) => seen.push(event), open);
    const select = find('select') as HTMLSelectElement;
    select.value = 'us';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };

  it('is told once', async () => {
    choose();
    await pass(2_000);
    expect(seen).toEqual(['changed']);
  });

  it('is told to nobody, and nothing after it, when watching was stopped just then', async () => {
    choose();
    stop();
    await pass(2_000);
    find('.title').textContent = 'Another API';
    await pass(2_000);
    expect(seen).toEqual([]);
  });
});

describe('a page without documentation', () => {
  it('has no closed root looked into that draws none', async () => {
    stop();
    drawInRoot('closed');
    draw(OPERATION);
    stop = watchPage(window, (event) => seen.push(event), open);
    await execute('401', 100);
    expect(seen).toEqual([]);
  });

  it.each([
    ['is quiet', 5],
    ['was stopped', 1],
  ])('is searched a few times and then left alone when it %s', async (state, times) => {
    stop();
    const host = document.createElement('div');
    document.body.replaceChildren(host);
    const asked: HTMLElement[] = [];
    const asking = (one: HTMLElement) => {
      if (one === host) asked.push(one);
      return open(one);
    };
    stop = watchPage(window, (event) => seen.push(event), asking);
    if (state === 'was stopped') stop();
    await pass(600_000);
    expect(asked).toHaveLength(times);
  });

  it('is searched for a twentieth of the time at most, and again when that has passed', async () => {
    let now = 0;
    const asked: HTMLElement[] = [];
    const slow = (element: HTMLElement) => {
      now += 10;
      asked.push(element);
      return open(element);
    };
    document.body.replaceChildren(document.createElement('p'));
    const roots = createWatchedRoots(document, slow, () => now);
    expect(roots.search()).toBe(0);
    const [took, once] = [now, asked.length];
    expect([roots.search(), asked.length]).toEqual([20 * took, once]);
    now += 20 * took;
    expect([roots.search(), asked.length]).toEqual([0, 2 * once]);
  });
});
