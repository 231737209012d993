import { useEffect, useRef } from 'react';

/** Brings something into view when what is chosen changes: what is chosen from the start takes nobody to the middle of a page. */
export function useIntoView<T extends HTMLElement>(chosen: unknown) {
  const target = useRef<T>(null);
  const shown = useRef(chosen);
  useEffect(() => {
    if (shown.current === chosen) return;
    shown.current = chosen;
    if (chosen) target.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return target;
}
