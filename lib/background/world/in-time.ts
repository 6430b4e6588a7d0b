import { TokenfillError } from '../../domain/errors';

/** @param longest ms @throws TokenfillError `page_changed` when a page does not answer in time; or whatever `answer` rejects with */
export function inTime<T>(answer: Promise<T>, longest: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TokenfillError('page_changed')), longest);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
