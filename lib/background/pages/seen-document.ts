/** What a document says of itself and of the frames in it: it only says where to look. */
export interface SeenDocument {
  readonly origin: string;
  /** Origins of the documents around it, innermost first; `null` for one that does not want to be told of. */
  readonly around: readonly string[];
  /** Address and part of the viewport (0 to 1) of each frame that has an origin of its own. */
  readonly frames: readonly { readonly address: string; readonly part: number }[];
}

/** What a script of ours in a page uses of the browser. */
interface InPage {
  readonly chrome: {
    readonly runtime: { connect(info: { name: string }): { postMessage(message: SeenDocument): void } };
  };
}

/**
 * Runs in the page's isolated world, sent as source text too. Frames that are sandboxed have no origin, and are left out. What it
 * returns it also says at once, over a port (`SEEN_PORT`).
 */
export function seeDocument(): SeenDocument {
  const all = [...document.querySelectorAll<HTMLIFrameElement>('iframe, frame')];
  const own = all.filter(({ sandbox }) => !sandbox?.length || sandbox.contains('allow-same-origin'));
  const viewport = Math.max(1, innerWidth * innerHeight);
  const frames = own.map((frame) => ({
    address: frame.src,
    part: (frame.clientWidth * frame.clientHeight) / viewport,
  }));
  // Without such a list nothing is known, and that is no page that anybody agreed to.
  const around = location.ancestorOrigins ? [...location.ancestorOrigins] : ['null'];
  const seen = { origin: self.origin, around: self === top ? [] : around, frames };
  (globalThis as unknown as InPage).chrome.runtime.connect({ name: 'seen' }).postMessage(seen);
  return seen;
}
