import { describe, expect, it, vi } from 'vitest';
import { TokenfillError } from '../../../lib/domain/errors';
import { tellUntilHeard } from '../../../lib/page/tell';

const UNHEARD = new TokenfillError('worker_restarted');

/** A background that loses the first messages, then answers. */
function losing(times: number, then: () => Promise<'watch' | 'leave'> = async () => 'watch') {
  let told = 0;
  const tell = vi.fn(async () => {
    told += 1;
    if (told <= times) throw UNHEARD;
    return then();
  });
  return tell;
}

describe('what our script has seen', () => {
  it.each([0, 1, 3])('is heard in the end when the background lost it %i times', async (times) => {
    const tell = losing(times);
    const pauses: number[] = [];
    expect(await tellUntilHeard(tell, async (pause) => void pauses.push(pause))).toBe('watch');
    expect(tell).toHaveBeenCalledTimes(times + 1);
    expect(pauses).toEqual([0, 300, 1_000].slice(0, times));
  });

  it('is given up, and the page left alone, when nobody ever answers', async () => {
    const tell = losing(99);
    expect(await tellUntilHeard(tell, async () => undefined)).toBe('leave');
    expect(tell).toHaveBeenCalledTimes(4);
  });

  it('is told once when the answer is a no', async () => {
    const tell = losing(0, () => Promise.reject(new TokenfillError('sender_refused')));
    expect(await tellUntilHeard(tell, async () => undefined)).toBe('leave');
    expect(tell).toHaveBeenCalledTimes(1);
  });
});
