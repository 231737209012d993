import { useEffect, useState } from 'react';

/** State that survives a reload, and stays in this tab. What equals `empty` is not kept. */
export function useKept<T>(name: string, empty: T): [T, (change: (before: T) => T) => void] {
  const key = keyOf(name);
  const [state, setState] = useState(() => ({ key, value: read(key, empty) }));
  const current = state.key === key ? state : { key, value: read(key, empty) };
  if (current !== state) setState(current);
  useEffect(() => {
    if (state.value === empty) sessionStorage.removeItem(state.key);
    else keep(state.key, JSON.stringify(state.value));
  }, [state, empty]);
  // A change that comes late, such as an undo, is not made to what is shown by now.
  return [current.value, (change) => setState((before) => (before.key === key ? { ...before, value: change(before.value) } : before))];
}

/** What was kept is not needed any more, whoever shows it. */
export function forgetKept(name: string) {
  sessionStorage.removeItem(keyOf(name));
}

/** Where there is no room it does not survive a reload, and works all the same. */
function keep(key: string, value: string) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    sessionStorage.removeItem(key);
  }
}

function keyOf(name: string): string {
  return `jw.draft.${name}`;
}

function read<T>(key: string, empty: T): T {
  const kept = sessionStorage.getItem(key);
  return kept === null ? empty : (JSON.parse(kept) as T);
}
