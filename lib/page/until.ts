/** The first thing that `look` finds, now or after a change below `root`; undefined after `timeout` ms. No polling. */
export function until<T>(
  window: Window,
  root: Node,
  look: () => T | undefined,
  timeout: number,
): Promise<T | undefined> {
  const now = look();
  if (now !== undefined) return Promise.resolve(now);
  return new Promise((resolve) => {
    const end = (found: T | undefined) => {
      window.clearTimeout(timer);
      observer.disconnect();
      resolve(found);
    };
    const observer = new MutationObserver(() => {
      const found = look();
      if (found !== undefined) end(found);
    });
    observer.observe(root, { childList: true, subtree: true, attributes: true, characterData: true });
    const timer = window.setTimeout(() => end(look()), timeout);
  });
}
