import { beforeEach, describe, expect, it } from 'vitest';
import adapter from '../../../lib/adapters/swagger-ui-dialog';
import type { DocsPage } from '../../../lib/domain/page';

/** Elements as Swagger UI draws them; `text` becomes the content. */
function draw(parent: Element, path: string, text = ''): Element {
  return path.split(' > ').reduce((around, step) => {
    const [tag = 'div', ...classes] = step.split('.');
    const element = document.createElement(tag || 'div');
    element.className = classes.join(' ');
    element.textContent = step === path.split(' > ').at(-1) ? text : '';
    around.append(element);
    return element;
  }, parent);
}

let ui: Element;

function open(): DocsPage {
  const page = adapter.find(window);
  if (!page) throw new Error('not found');
  return page;
}

beforeEach(() => {
  document.body.replaceChildren();
  ui = draw(document.body, 'div.swagger-ui');
  draw(ui, 'div.information-container > div.info > h2.title', 'API');
});

function drawEntry(heading: string, lines: readonly (readonly [string, string])[] = [], name?: string): Element {
  const content =
    ui.querySelector('.modal-ux-content') ?? draw(ui, 'div.dialog-ux > div.modal-ux > div.modal-ux-content');
  const entry = draw(content, 'div.auth-container');
  const title = draw(entry, 'h4');
  if (name) draw(title, 'code', name);
  title.append(heading);
  for (const [label, code] of lines) {
    const line = draw(entry, 'p', label);
    draw(line, 'code', code);
  }
  return entry;
}

const KEY = [
  ['Name: ', 'X-Key'],
  ['In: ', 'header'],
] as const;

describe('report', () => {
  it.each([
    ['a bearer scheme', ' (http, Bearer)', [], 'it', { name: 'it', type: 'http', scheme: 'bearer' }],
    ['basic', ' (http, Basic)', [], 'it', { name: 'it', type: 'http', scheme: 'basic' }],
    ['a key', ' (apiKey)', KEY, 'it', { name: 'it', type: 'apiKey', in: 'header', parameter: 'X-Key' }],
    [
      'a key of 3.0',
      'Api key authorization',
      KEY,
      undefined,
      { name: 'X-Key', type: 'apiKey', in: 'header', parameter: 'X-Key' },
    ],
    [
      'basic of Swagger 2.0',
      'Basic authorization',
      [],
      undefined,
      { name: 'Basic authorization', type: 'http', scheme: 'basic' },
    ],
  ] as const)('reads %s from an open dialog', (_what, heading, lines, name, expected) => {
    drawEntry(heading, lines, name);
    expect(open().report()).toMatchObject({ ready: true, schemes: [expected], requirements: [], authorized: [] });
  });

  it.each([
    ['OAuth', ' (OAuth2, implicit)', []],
    ['a key without a place', ' (apiKey)', [['Name: ', 'X-Key']]],
    ['an unknown kind', ' (hmac)', []],
  ] as const)('leaves out %s', (_what, heading, lines) => {
    drawEntry(heading, lines, 'it');
    expect(open().report().schemes).toEqual([]);
  });

  it('names what the dialog calls authorized', () => {
    draw(drawEntry(' (http, Bearer)', [], 'it'), 'h6', 'Authorized');
    drawEntry(' (http, Basic)', [], 'other');
    expect(open().report().authorized).toEqual(['it']);
  });

  it('is not ready and opens nothing when the dialog was never open', () => {
    let pressed = false;
    draw(ui, 'div.auth-wrapper > button.btn.authorize').addEventListener('click', () => {
      pressed = true;
    });
    expect(open().report()).toMatchObject({ ready: false, schemes: [] });
    expect(pressed).toBe(false);
  });

  it('is ready without schemes when the document has no Authorize button', async () => {
    const page = open();
    expect(await page.whenReady(0)).toBe(true);
    expect(page.report()).toMatchObject({ ready: true, schemes: [] });
  });
});

describe('whenReady', () => {
  it('opens the dialog, reads it and closes it again', async () => {
    const button = draw(ui, 'div.auth-wrapper > button.btn.authorize');
    button.addEventListener('click', () => {
      drawEntry(' (http, Bearer)', [], 'it');
      const close = draw(ui.querySelector('.dialog-ux') ?? ui, 'button.close-modal');
      close.addEventListener('click', () => ui.querySelector('.dialog-ux')?.remove());
    });
    const page = open();
    expect(await page.whenReady(0)).toBe(true);
    expect(ui.querySelector('.dialog-ux')).toBeNull();
    expect(page.report().schemes).toEqual([{ name: 'it', type: 'http', scheme: 'bearer' }]);
  });

  it('is false when the document is not drawn in time', async () => {
    ui.querySelector('.title')?.remove();
    expect(await open().whenReady(1)).toBe(false);
  });
});

describe('server', () => {
  const server = () => {
    drawEntry(' (http, Bearer)', [], 'it');
    return open().report().server;
  };

  it('is the computed one when the server has variables', () => {
    draw(ui, 'div.servers > div.computed-url > code', 'https://eu.example/v1');
    expect(server()).toBe('https://eu.example/v1');
  });

  it('is the base of a Swagger 2.0 document', () => {
    draw(ui.querySelector('.info') ?? ui, 'pre.base-url', '[ Base URL: api.example:8443/v1 ]');
    expect(new URL(server() ?? '').host).toBe('api.example:8443');
    expect(new URL(server() ?? '').pathname).toBe('/v1');
  });

  it('is where the document came from when it names none', () => {
    draw(ui.querySelector('.info') ?? ui, 'a > span.url', ' https://cdn.example/openapi.json');
    expect(server()).toBe('https://cdn.example/');
  });
});

it('still lists everything as authorized when it cannot open the dialog', async () => {
  expect(await open().logOut(['it'])).toEqual(['it']);
});

it('finds nothing when a page only has the class', () => {
  ui.replaceChildren();
  expect(adapter.find(window)).toBeUndefined();
});
