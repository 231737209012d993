import { VisuallyHidden } from '@mantine/core';
import { useSyncExternalStore } from 'react';

let polite = '';
let assertive = '';
const listeners = new Set<() => void>();

/** Says a sentence to those who hear the page. */
export function announce(sentence: string, atOnce = false) {
  if (atOnce) assertive = sentence;
  else polite = sentence;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function LiveRegions() {
  const [calm, urgent] = [useSyncExternalStore(subscribe, () => polite), useSyncExternalStore(subscribe, () => assertive)];
  return (
    <VisuallyHidden>
      <div role="status">{calm}</div>
      <div role="alert">{urgent}</div>
    </VisuallyHidden>
  );
}
