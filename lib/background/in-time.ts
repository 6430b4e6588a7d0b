import { TokenfillError } from '../domain/errors';

/** @param longest ms @throws TokenfillError `page_changed` when a page does not answer in time; and what it answers with */
export function inTime<T>(answer: Promise<T>, longest: number): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new TokenfillError('page_changed')), longest);
  });
  return Promise.race([answer, late]);
}
