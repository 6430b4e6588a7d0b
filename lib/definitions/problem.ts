import type { ErrorCode } from '../domain/errors';

/** One thing that is wrong in a file of definitions. Says where, never what stands there: that may be a secret. */
export interface Problem {
  /** `methods[0].steps[1].url`; "" for the whole text. */
  readonly path: string;
  readonly code: ErrorCode;
}

export type Path = readonly (string | number)[];

/** A path as people write it; what is no plain name stands in brackets and quotes, cut to 60 characters. */
export function pathText(path: Path): string {
  return path.map(partText).join('').replace(/^\./, '');
}

function partText(part: string | number): string {
  if (typeof part === 'number') return `[${part}]`;
  return /^[A-Za-z_$][\w$]{0,59}$/.test(part) ? `.${part}` : `[${JSON.stringify(part.slice(0, 60))}]`;
}
