import { describe, expect, it } from 'vitest';
import { createRouter, type Handlers } from '../../../lib/background/router';
import { type MessageSender, maySend } from '../../../lib/background/sender';
import { TokenfillError } from '../../../lib/domain/errors';
import type { VaultView } from '../../../lib/domain/view';
import { type MessageType, PROTOCOL } from '../../../lib/messages';
import { fc } from '../../generated';

const OURSELVES = { id: 'ours', origin: 'chrome-extension://ours' };
const popup: MessageSender = { id: 'ours', origin: 'chrome-extension://ours' };
const options: MessageSender = { id: 'ours', origin: 'chrome-extension://ours', frameId: 0, tab: { id: 3 } };
const button: MessageSender = {
  id: 'ours',
  origin: 'https://api.lab',
  frameId: 0,
  tab: { id: 3 },
  documentLifecycle: 'active',
};

const types = Object.keys(PROTOCOL) as MessageType[];
const frame: MessageSender = { ...button, frameId: 2, url: 'https://api.lab/docs' };
const ofKind = (kind: 'page' | 'button' | 'frame') => types.filter((type) => PROTOCOL[type].from === kind);

const FORGED: readonly (readonly [string, MessageSender])[] = [
  ['another extension', { ...popup, id: 'theirs' }],
  ['another extension with our origin', { id: 'theirs', origin: 'chrome-extension://ours' }],
  ['nobody', {}],
  ['our id without an origin', { id: 'ours' }],
  ['an opaque origin', { ...popup, origin: 'null' }],
  ['an empty origin', { ...popup, origin: '' }],
  ['our page in a frame', { ...options, frameId: 4 }],
  ['our page in the back/forward cache', { ...options, documentLifecycle: 'cached' }],
  ['a look-alike of our origin', { ...popup, origin: 'chrome-extension://ours.evil' }],
  ['our origin with a slash', { ...popup, origin: 'chrome-extension://ours/' }],
  ['a frame of a bound page', { ...button, frameId: 2 }],
  ['a srcdoc frame of a bound page', { ...frame, url: 'about:srcdoc' }],
  ['a blob frame of a bound page', { ...frame, url: 'blob:https://api.lab/1b9e' }],
  ['a frame with the address of another origin', { ...frame, url: 'https://evil.test/docs' }],
  ['a sandboxed frame', { ...frame, origin: 'null' }],
  ['a frame that the browser gives no tab', { ...frame, tab: undefined }],
  ['a frame in the back/forward cache', { ...frame, documentLifecycle: 'cached' }],
  ['a sandboxed page', { ...button, origin: 'null' }],
  ['a data: document', { ...button, origin: 'data:' }],
  ['a prerendered page', { ...button, documentLifecycle: 'prerender' }],
];

describe('maySend', () => {
  it.each(FORGED)('refuses every message from %s', (_, sender) => {
    expect(types.filter((type) => maySend(type, sender, OURSELVES))).toEqual([]);
  });

  it('lets our own pages send what is theirs, and nothing else', () => {
    for (const sender of [popup, options])
      expect(types.filter((type) => maySend(type, sender, OURSELVES))).toEqual(ofKind('page'));
  });

  it('lets the button send what is its own, and nothing else', () => {
    for (const sender of [button, { ...button, url: 'https://api.lab/docs' }])
      expect(types.filter((type) => maySend(type, sender, OURSELVES))).toEqual(ofKind('button'));
  });
});

it('lets our script in a frame send what is its own, and nothing else', () => {
  expect(types.filter((type) => maySend(type, frame, OURSELVES))).toEqual(ofKind('frame'));
});

describe('[S06] over 5,000 forged senders and every type of message', () => {
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const sender = fc.record({
    id: maybe(fc.constantFrom('ours', 'theirs', '')),
    origin: maybe(
      fc.constantFrom(OURSELVES.origin, 'https://api.lab', 'null', '', 'moz-extension://ours', 'https://api.lab/'),
    ),
    frameId: maybe(fc.constantFrom(0, 1, -1, 99)),
    tab: maybe(fc.record({ id: maybe(fc.nat(9)) })),
    documentLifecycle: maybe(fc.constantFrom('active', 'cached', 'prerender', 'pending_deletion')),
    url: maybe(fc.constantFrom('chrome-extension://ours/popup.html', 'https://evil.test', 'https://api.lab/docs')),
  });

  it('none is accepted that is not exactly ours', () => {
    fc.assert(
      fc.property(sender, fc.constantFrom(...types), (forged, type) => {
        const ours = forged.id === 'ours' && (forged.documentLifecycle ?? 'active') === 'active';
        const top = (forged.frameId ?? 0) === 0;
        const page = top && forged.origin === OURSELVES.origin;
        const content = forged.origin === 'https://api.lab' && forged.tab?.id !== undefined;
        const framed = (forged.frameId ?? 0) > 0 && forged.url === 'https://api.lab/docs';
        const right = { page, button: top && content, frame: framed && content };
        expect(maySend(type, forged, OURSELVES)).toBe(ours && right[PROTOCOL[type].from]);
      }),
      { numRuns: 5_000 },
    );
  });
});

const CLOSED: VaultView = { mode: 'passphrase', locked: true, damaged: [] };

describe('the router', () => {
  const calls: unknown[] = [];
  const failing = new TokenfillError('rate_limited', { retryAfter: 7 });
  const handlers = Object.fromEntries(
    types.map((type) => [
      type,
      async (request: unknown) => {
        calls.push([type, request]);
        if (type === 'logOut') throw failing;
        if (type === 'listConnections') throw new Error('made-up-secret in a stray error');
        if (type === 'vaultState') return { ...CLOSED, key: 'made-up-secret' };
        if (type === 'bindOrigin') return 'made-up-secret';
        return null;
      },
    ]),
  ) as unknown as Handlers;
  const route = createRouter(handlers, OURSELVES);
  const press = { type: 'removeConnection', request: { connectionId: 'c' } };

  it('calls the one handler when sender and shape are right', async () => {
    calls.length = 0;
    expect(await route(press, popup)).toEqual({ ok: true, reply: null });
    expect(calls).toEqual([['removeConnection', { connectionId: 'c' }]]);
  });

  it.each([
    ['no message', undefined],
    ['a text', 'describeTab'],
    ['an unknown type', { type: 'giveToken', request: {} }],
    ['a prototype’s name', { type: 'constructor', request: {} }],
    ['no request', { type: 'describeTab' }],
    ['a wrong field', { type: 'describeTab', request: { tabId: 'seven' } }],
    ['a negative tab', { type: 'describeTab', request: { tabId: -1 } }],
    ['a field too many', { type: 'describeTab', request: { tabId: 7, url: 'https://evil.test' } }],
    ['an id that is too long', { type: 'removeConnection', request: { connectionId: 'x'.repeat(65) } }],
    ['an unknown kind of copy', { type: 'copyText', request: { connectionId: 'c', kind: 'secret' } }],
  ])('refuses %s and calls nobody', async (_, message) => {
    calls.length = 0;
    expect(await route(message, popup)).toEqual({ ok: false, failure: { code: 'message_refused' } });
    expect(calls).toEqual([]);
  });

  it('refuses the right message from the wrong sender and calls nobody', async () => {
    calls.length = 0;
    expect(await route({ type: 'describeTab', request: { tabId: 7 } }, button)).toEqual({
      ok: false,
      failure: { code: 'sender_refused' },
    });
    expect(calls).toEqual([]);
  });

  it('answers with the failure, and calls nobody, when what must come first fails', async () => {
    calls.length = 0;
    const stuck = createRouter(handlers, OURSELVES, {
      before: () => Promise.reject(new TokenfillError('storage_failed')),
    });
    const answer = await stuck({ type: 'describeTab', request: { tabId: 7 } }, popup);
    expect(answer).toEqual({ ok: false, failure: { code: 'storage_failed' } });
    expect(calls).toEqual([]);
  });

  it.each([
    ['a click', press, popup, 1],
    ['the in-page button', { type: 'buttonPressed', request: {} }, button, 1],
    ['a screen that looks', { type: 'listConnections', request: {} }, popup, 0],
    ['a page script that looks', { type: 'pageEvent', request: { event: 'loaded' } }, button, 0],
    ['a message from the wrong sender', press, button, 0],
    ['a message of the wrong shape', { type: 'removeConnection', request: {} }, popup, 0],
  ])('counts %s as use or not', async (_, message, sender, uses) => {
    let used = 0;
    const counting = createRouter(handlers, OURSELVES, {
      onDeed: async () => {
        used += 1;
      },
    });
    await counting(message, sender);
    expect(used).toBe(uses);
  });

  it.each([
    ['a field that a view does not have', { type: 'vaultState', request: {} }, 'vaultState: unrecognized_keys'],
    [
      'a text where nothing is due',
      { type: 'bindOrigin', request: { connectionId: 'c', origin: 'o' } },
      'bindOrigin: invalid_type',
    ],
  ])('keeps back a reply with %s, and says where, not what', async (_, message, detail) => {
    const envelope = await route(message, popup);
    expect(envelope).toEqual({ ok: false, failure: { code: 'unexpected', detail } });
  });

  it('passes a failure on as data', async () => {
    expect(await route({ type: 'logOut', request: { tabId: 7 } }, popup)).toEqual({
      ok: false,
      failure: failing.failure,
    });
  });

  it('does not pass on the text of an error it did not foresee', async () => {
    const envelope = await route({ type: 'listConnections', request: {} }, popup);
    expect(JSON.stringify(envelope)).not.toContain('made-up-secret');
  });
});
