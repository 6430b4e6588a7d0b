// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { putText } from '../../../lib/page/put-text';

const TEXT = 'made-up-token';
const heard: string[] = [];
const focus = (html: string) => {
  document.body.replaceChildren();
  const parsed = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild;
  if (!parsed) throw new Error('no field');
  document.body.append(parsed);
  for (const type of ['input', 'change']) document.body.addEventListener(type, () => heard.push(type), { once: true });
  (parsed as HTMLElement).focus();
  return parsed as HTMLInputElement;
};
beforeEach(() => {
  heard.length = 0;
});

describe('a token for a field', () => {
  it.each(['<input>', '<input type="password">', '<input type="search" value="old">', '<textarea></textarea>'])(
    'is there, is told to the page, and is not for session restore, when %s has the focus',
    (html) => {
      const field = focus(html);
      expect(putText(document, TEXT)).toBe(true);
      expect(field.value).toBe(TEXT);
      expect(field.autocomplete).toBe('off');
      expect(heard).toEqual(['input', 'change']);
    },
  );

  it.each([
    '<input type="checkbox">',
    '<input type="hidden">',
    '<input type="file">',
    '<input type="number">',
    '<input readonly>',
    '<button>x</button>',
    '<div tabindex="0"></div>',
  ])('goes nowhere when %s has the focus', (html) => {
    const field = focus(html);
    expect(putText(document, TEXT)).toBe(false);
    expect(field.value ?? '').not.toBe(TEXT);
    expect(heard).toEqual([]);
  });

  it('goes nowhere when nothing has the focus', () => {
    document.body.replaceChildren();
    expect(putText(document, TEXT)).toBe(false);
  });

  it('is found inside an open shadow root', () => {
    document.body.replaceChildren();
    const host = document.body.appendChild(document.createElement('x-host'));
    const field = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('input'));
    field.focus();
    expect(putText(document, TEXT)).toBe(true);
    expect(field.value).toBe(TEXT);
  });

  it('is said not to have stayed when the page puts something else there', () => {
    const field = focus('<input>');
    field.addEventListener('input', () => {
      field.value = '';
    });
    expect(putText(document, TEXT)).toBe(false);
  });
});
