import { type Page, TimeoutError } from 'puppeteer-core';
import { execute, type Operation } from '../pages/execute';

const TRIES = 3;

/** Two busy cores lose a click now and then, of the driver's and not of a person's: what timed out is done again. */
export async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; tries < TRIES; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
    }
  }
  return run();
}

/** Presses the page's own Execute and reads the status of the answer. */
export function patientExecute(page: Page, operation: Operation): Promise<number> {
  page.setDefaultTimeout(6_000);
  return patiently(() => execute(page, operation));
}
