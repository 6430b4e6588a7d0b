/** Less than this is nothing, ms: `Date` has whole seconds, and answers take time. */
const SLACK = 300_000;

/**
 * How far the server's clock is ahead of ours, ms, by its `Date` header (RFC 9110 §6.6.1) and the time at which the answer came;
 * negative when it is behind, 0 when it is near or says nothing that reads.
 */
export function clockSkew(date: string | undefined, now: number): number {
  const theirs = / GMT$/.test(date ?? '') ? Date.parse(date ?? '') : Number.NaN;
  const skew = theirs - now;
  return Math.abs(skew) > SLACK ? skew : 0;
}
