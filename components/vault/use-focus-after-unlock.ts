import { useEffect, useRef } from 'preact/hooks';

/** Where reading goes on when the field that had the focus is gone and nothing else has taken it. */
export function useFocusAfterUnlock(locked: boolean | undefined) {
  const place = useRef<HTMLElement>(null);
  const before = useRef(locked);
  useEffect(() => {
    if (before.current === true && locked === false && document.activeElement === document.body) place.current?.focus();
    before.current = locked;
  }, [locked]);
  return place;
}
