import { describe, expect, it, vi } from 'vitest';
import { TokenfillError } from '../../../lib/domain/errors';
import { createTeller, type Heard, type PageEvent, tellUntilHeard } from '../../../lib/page/tell';

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

/** A background with these answers, one after the other, and sleeps that end when the test says so. */
function answering(...answers: Heard[]) {
  const told: PageEvent[] = [];
  const sleeps: { readonly pause: number; readonly end: () => void }[] = [];
  const seen = createTeller(
    async (event) => {
      told.push(event);
      return answers.shift() ?? 'watch';
    },
    (pause) => new Promise((resolve) => void sleeps.push({ pause, end: resolve })),
  );
  const wake = async () => {
    sleeps.shift()?.end();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { seen, told, sleeps, wake };
}

describe('what nothing could be done for yet', () => {
  it('is told again when the background said, and the page is watched meanwhile', async () => {
    const { seen, told, sleeps, wake } = answering({ againIn: 1_500 });
    expect(await seen('loaded')).toBe('watch');
    expect(sleeps.map(({ pause }) => pause)).toEqual([1_500]);
    await wake();
    expect([told, sleeps]).toEqual([['loaded', 'again'], []]);
  });

  it('is told again once for all that was seen meanwhile', async () => {
    const { seen, told, sleeps, wake } = answering({ againIn: 900 }, { againIn: 600 }, { againIn: 300 });
    for (const event of ['loaded', 'refused', 'refused'] as const) await seen(event);
    expect(sleeps).toHaveLength(1);
    await wake();
    expect(told).toEqual(['loaded', 'refused', 'refused', 'again']);
  });

  it('is told once more when it came into another pause', async () => {
    const { seen, told, sleeps, wake } = answering({ againIn: 900 }, { againIn: 4_000 });
    await seen('refused');
    await wake();
    expect(sleeps.map(({ pause }) => pause)).toEqual([4_000]);
    await wake();
    expect(told).toEqual(['refused', 'again', 'again']);
  });

  it('is not told again when the page is to be left alone', async () => {
    const { seen, told, sleeps } = answering('leave');
    expect(await seen('loaded')).toBe('leave');
    expect([told, sleeps]).toEqual([['loaded'], []]);
  });
});
