/** Runs in pages: does what must not work, and tells what did. */

/**
 * Does everything that our policy forbids, in a page of ours: what ran all the same, and what was refused. The browser tells of
 * it when it has the time: `awaited` are waited for, 20 s at most, and a moment longer for what must not come.
 */
export async function breakPolicy(evil: string, awaited: readonly string[]) {
  const refused = new Set<string>();
  const ran: string[] = [];
  document.addEventListener('securitypolicyviolation', (event) => refused.add(event.effectiveDirective));
  Object.assign(globalThis, { ran });
  const elements: readonly (readonly [string, object])[] = [
    ['script', { textContent: "globalThis.ran.push('inline script')" }],
    ['script', { src: `${evil}/script.js` }],
    ['style', { textContent: ':root { --ran: 1 }' }],
    ['img', { src: `${evil}/image.png` }],
    ['iframe', { src: `${evil}/frame` }],
    ['object', { data: `${evil}/object` }],
    ['base', { href: evil }],
    ['a', { href: "javascript:globalThis.ran.push('address')" }],
    ['form', { action: `${evil}/form`, method: 'post' }],
  ];
  // Texts that would become code are refused with an exception (Trusted Types), everything else silently.
  const attempt = (run: () => unknown) => {
    try {
      run();
    } catch {
      // The violation is counted above.
    }
  };
  for (const [tag, properties] of elements) {
    const element = document.createElement(tag);
    attempt(() => Object.assign(element, properties));
    attempt(() => element.setAttribute('onclick', "globalThis.ran.push('handler')"));
    document.body.append(element);
    element.click();
    try {
      if (element instanceof HTMLFormElement) element.submit();
    } catch {
      // Chromium only reports it; Firefox throws as well.
    }
  }
  attempt(() => document.body.insertAdjacentHTML('beforeend', '<p>markup from text</p>'));
  attempt(() => Object.assign(globalThis).trustedTypes.createPolicy('ours', {}));
  // In a turn of its own: what a debugger evaluates is exempt from the policy on text.
  setTimeout(() => {
    // biome-ignore lint/security/noGlobalEval: it must be refused
    eval("globalThis.ran.push('eval')");
  }, 0);
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  for (let waits = 0; waits < 400 && !awaited.every((one) => refused.has(one)); waits += 1) await pause(50);
  await pause(300);
  return { ran, refused: [...refused].sort() };
}

/** The files that a page gets by any of the ways a page has. */
export async function getFiles(root: string, files: readonly string[]): Promise<readonly string[]> {
  const loads = (tag: 'img' | 'script', url: string) =>
    new Promise<boolean>((resolve) => {
      const events = { onload: () => resolve(true), onerror: () => resolve(false) };
      document.body.append(Object.assign(document.createElement(tag), events, { src: url }));
    });
  const fetched = (url: string, mode: RequestMode) =>
    fetch(url, { mode }).then(
      () => true,
      () => false,
    );
  const had: string[] = [];
  for (const file of files) {
    const url = root + file;
    const ways = [fetched(url, 'cors'), fetched(url, 'no-cors'), loads('img', url), loads('script', url)];
    if ((await Promise.all(ways)).includes(true)) had.push(file);
  }
  return had;
}
