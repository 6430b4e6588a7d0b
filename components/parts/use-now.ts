import { useEffect, useState } from 'preact/hooks';

const STEP = 30_000;

/** The time, ms since 1970, for texts that count down while a screen stays open. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), STEP);
    return () => clearInterval(timer);
  }, []);
  return now;
}
