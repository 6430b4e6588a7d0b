/** The pages whose own button the tests press. */
export type Ui = 'swagger-ui' | 'explorer' | 'scalar' | 'elements';

/**
 * One try to send the request of an operation (`bearer/all`) with the page's own button; true once it was pressed. Each
 * runs in the page, again and again, so it must stand alone.
 */
export const PRESS: Readonly<Record<Ui, (operation: string) => boolean>> = {
  'swagger-ui': pressSwaggerUi,
  explorer: pressExplorer,
  scalar: pressScalar,
  elements: pressElements,
};

/** Swagger UI 3–5, then 2; also inside shadow roots, a closed one when the page lends it. */
function pressSwaggerUi(operation: string): boolean {
  const { rootOfTest } = globalThis as unknown as { rootOfTest?: ShadowRoot };
  const roots: ParentNode[] = [document, ...(rootOfTest ? [rootOfTest] : [])];
  for (const { shadowRoot } of document.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
  const blocks = roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>('.opblock, li.operation')]);
  const block = blocks.find((candidate) => {
    const path = candidate.querySelector('.opblock-summary-path, .path')?.textContent ?? '';
    return path
      .replace(/\u200b/g, '')
      .trim()
      .endsWith(`/${operation}`);
  });
  const button = block?.querySelector<HTMLElement>('.btn.execute, input.submit');
  if (button) {
    // Swagger UI 5 disables it until it has drawn the answer to the call before.
    if (button.matches(':disabled')) return false;
    button.click();
    return true;
  }
  // The frameworks and 3.0 draw their operations closed.
  const heads = ['.opblock-summary-control', '.opblock-summary'];
  const head = heads.map((selector) => block?.querySelector<HTMLElement>(selector)).find((found) => found);
  if (!block?.matches('.is-open')) head?.click();
  block?.querySelector<HTMLElement>('.try-out__btn:not(.cancel)')?.click();
  return false;
}

/** RapiDoc opens its operations in place, OpenAPI Explorer shows the one that is chosen in its menu. */
function pressExplorer(operation: string): boolean {
  const { rootOfTest = document } = globalThis as unknown as { rootOfTest?: ParentNode };
  const roots = [...rootOfTest.querySelectorAll('rapi-doc, openapi-explorer')].flatMap(
    ({ shadowRoot }) => shadowRoot ?? [],
  );
  const path = `/api/${operation}`;
  const requests = roots.flatMap((root) => [...root.querySelectorAll('api-request')]);
  const request = requests.find((candidate) => (candidate as unknown as { path?: string }).path === path);
  const button = (request?.shadowRoot ?? request)?.querySelector<HTMLElement>('[part~="btn-try"]');
  if (button) {
    // Both disable it until they have read the answer to the call before.
    if (button.matches(':disabled')) return false;
    button.click();
    return true;
  }
  const heads = roots.flatMap((root) => [
    ...root.querySelectorAll<HTMLElement>('.endpoint-head.collapsed, .nav-bar-path'),
  ]);
  heads.find((head) => head.textContent?.replace(/[\s\u200b]/g, '').endsWith(path))?.click();
  return false;
}

/** Scalar draws an operation when it is scrolled to, and sends from a window of its own, which stays in the document. */
function pressScalar(operation: string): boolean {
  const path = `/api/${operation}`;
  const buttons = [...document.querySelectorAll<HTMLElement>('button')].filter((button) => button.checkVisibility());
  const send = buttons.find(({ textContent }) => textContent?.startsWith('SendSend') && textContent.endsWith(path));
  if (send) {
    send.click();
    return true;
  }
  const test = buttons.find(
    (button) => /^Test Request/.test(button.textContent ?? '') && button.textContent?.includes(`${path})`),
  );
  if (test) test.click();
  else document.querySelector(`[id$="GET${path}"]`)?.scrollIntoView();
  return false;
}

/** Elements shows one operation at a time, each with an address of its own. */
function pressElements(operation: string): boolean {
  const wanted = `#/operations/${operation.replace('/', '_')}`;
  if (location.hash !== wanted) {
    location.hash = wanted;
    return false;
  }
  const shown = document.querySelector('.sl-elements-api [data-testid="two-column-right"], .TryItPanel');
  const isShown = document.querySelector('.sl-elements-api')?.textContent?.includes(`/api/${operation}`);
  const buttons = [...document.querySelectorAll<HTMLElement>('.TryItPanel button')];
  const send = buttons.find((button) => /Send API Request/.test(button.textContent ?? ''));
  if (!shown || !isShown || !send || send.matches(':disabled')) return false;
  send.click();
  return true;
}
