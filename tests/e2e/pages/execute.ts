import type { Page } from 'puppeteer-core';

/** Presses a docs page's own Execute button and reads the status of the API's answer, as a user would see it. */

/** Where a page's operation is and how its version draws it. */
export interface Operation {
  readonly ui: 'swagger-ui' | 'swagger-ui-2';
  /** The operation's element id, as a selector. */
  readonly block: string;
}

export function execute(page: Page, { ui, block }: Operation): Promise<number> {
  return ui === 'swagger-ui' ? executeSwaggerUi(page, block) : executeSwaggerUi2(page, block);
}

/** Swagger UI 3–5: open the operation, Try it out, Execute, read the live response. */
async function executeSwaggerUi(page: Page, block: string): Promise<number> {
  const parts = {
    tryItOut: `${block} .try-out__btn`,
    execute: `${block} .execute`,
    clear: `${block} .btn-clear`,
    status: `${block} .responses-inner > div .responses-table .response .response-col_status`,
  };
  await page.waitForSelector(block);
  if (!(await page.$(`${block}.is-open`))) await press(page, `${block} .opblock-summary`);
  if (!(await page.$(parts.execute))) await press(page, parts.tryItOut);
  if (await page.$(parts.clear)) {
    await press(page, parts.clear);
    await page.waitForSelector(parts.clear, { hidden: true });
  }
  await press(page, parts.execute);
  // Present only with an answer: the table below it lists the documented ones.
  await page.waitForSelector(parts.clear);
  return readStatus(page, parts.status);
}

/** Swagger UI 2: open the operation, then "Try it out!". */
async function executeSwaggerUi2(page: Page, block: string): Promise<number> {
  await page.waitForFunction(() => 'swaggerApi' in globalThis);
  const submit = `${block} input.submit`;
  const status = `${block} .response_code`;
  await openOperation2(page, `${block} .heading a`, submit);
  await page.$$eval(status, (cells) => cells.forEach((cell) => void cell.replaceChildren()));
  await press(page, submit);
  return readStatus(page, status);
}

/** A click before Swagger UI 2 has bound its handlers is lost, and nothing tells when it has: click until it opens. */
async function openOperation2(page: Page, heading: string, submit: string): Promise<void> {
  const isOpen = () => page.$eval(submit, (button) => button.checkVisibility()).catch(() => false);
  for (let tries = 0; tries < 10 && !(await isOpen()); tries += 1) {
    await press(page, heading);
    await page.waitForSelector(submit, { visible: true, timeout: 1_000 }).catch(() => undefined);
  }
}

async function press(page: Page, selector: string): Promise<void> {
  const element = await page.waitForSelector(selector, { visible: true });
  await element?.click();
}

/** The cell may read `401 Undocumented`. */
async function readStatus(page: Page, selector: string): Promise<number> {
  const read = (cell: string) => /^\s*(\d{3})/.exec(document.querySelector(cell)?.textContent ?? '')?.[1];
  const found = await page.waitForFunction(read, {}, selector);
  return Number(await found.jsonValue());
}
