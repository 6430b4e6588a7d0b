import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeEvent } from '../../../lib/page/channel';
import { borrowRoots, lendRoots } from '../../../lib/page/closed-roots';
import { deepQueryAll, lookThrough } from '../../../lib/page/deep-query';

const NONCE = 'made-up-nonce';

/** What the browser knows and scripts of the page do not. */
const known = new Map<Element, ShadowRoot>();
const open = (element: HTMLElement) => known.get(element) ?? null;

function rootWith(mode: ShadowRootMode, name: string, around: Node = document.body): ShadowRoot {
  const host = document.createElement('section');
  around.appendChild(host);
  const root = host.attachShadow({ mode });
  const inside = document.createElement('div');
  inside.className = name;
  root.append(inside);
  known.set(host, root);
  return root;
}

let stop: () => void;
beforeEach(() => {
  stop = lendRoots(NONCE, document, open);
});
afterEach(() => {
  stop();
  known.clear();
  lookThrough([]);
  document.body.replaceChildren();
});

describe('closed shadow roots', () => {
  it('are found when documentation is in them, also one in another, and nothing is left in them', () => {
    const outer = rootWith('open', 'plain');
    const roots = [rootWith('closed', 'swagger-ui', outer), rootWith('closed', 'scalar-app')];
    expect(borrowRoots(NONCE, document)).toEqual(roots);
    for (const root of roots) expect(root.childNodes).toHaveLength(1);
    expect(borrowRoots(NONCE, document)).toEqual(roots);
  });

  it('are looked through with the document when they were found', () => {
    rootWith('closed', 'swagger-ui', rootWith('closed', 'swagger-ui'));
    expect(deepQueryAll(document, '.swagger-ui')).toEqual([]);
    lookThrough(borrowRoots(NONCE, document));
    expect(deepQueryAll(document, '.swagger-ui')).toHaveLength(1);
  });

  it.each([
    ['there is no documentation in it', 'closed', 'button'],
    ['it is open anyway', 'open', 'swagger-ui'],
  ] as const)('are not opened when %s', (_, mode, name) => {
    rootWith(mode, name);
    expect(borrowRoots(NONCE, document)).toEqual([]);
  });

  it('are not opened to a question with another name, nor after the line was closed', () => {
    rootWith('closed', 'swagger-ui');
    expect(borrowRoots('another-nonce', document)).toEqual([]);
    stop();
    expect(borrowRoots(NONCE, document)).toEqual([]);
  });

  it('are left alone when what is lent is no node', () => {
    const root = rootWith('closed', 'swagger-ui');
    document.dispatchEvent(new MouseEvent(placeEvent(NONCE)));
    expect(root.childNodes).toHaveLength(1);
  });
});
