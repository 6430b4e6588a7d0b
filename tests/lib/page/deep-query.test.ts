import { beforeEach, expect, it } from 'vitest';
import { deepQuery, deepQueryAll } from '../../../lib/page/deep-query';

beforeEach(() => document.body.replaceChildren());

function shadow(parent: ParentNode, mode: ShadowRootMode): ShadowRoot {
  const host = document.createElement('div');
  parent.append(host);
  return host.attachShadow({ mode });
}

function mark(parent: ParentNode): Element {
  const element = document.createElement('b');
  parent.append(element);
  return element;
}

it('finds what is in the page itself without looking into shadow roots', () => {
  mark(shadow(document.body, 'open'));
  const plain = mark(document.body);
  expect(deepQueryAll(document, 'b')).toEqual([plain]);
});

it('finds what is in shadow roots inside shadow roots when the page itself has none', () => {
  const deep = mark(shadow(shadow(document.body, 'open'), 'open'));
  expect(deepQuery(document, 'b')).toBe(deep);
});

it('finds nothing in a closed shadow root', () => {
  mark(shadow(document.body, 'closed'));
  expect(deepQuery(document, 'b')).toBeUndefined();
});

it('stops at 50 hits', () => {
  for (let index = 0; index < 60; index++) mark(document.body);
  expect(deepQueryAll(document, 'b')).toHaveLength(50);
});
