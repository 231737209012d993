import { useEffect, useState } from 'react';

/** State that survives a reload, and stays in this tab. What equals `empty` is not kept. */
export function useKept<T>(name: string, empty: T): [T, (change: (before: T) => T) => void] {
  const key = keyOf(name);
  const [state, setState] = useState(() => ({ key, value: read(key, empty) }));
  const current = state.key === key ? state : { key, value: read(key, empty) };
  if (current !== state) setState(current);
  useEffect(() => {
    if (state.value === empty) sessionStorage.removeItem(state.key);
    else sessionStorage.setItem(state.key, JSON.stringify(state.value));
  }, [state, empty]);
  return [current.value, (change) => setState((before) => ({ ...before, value: change(before.value) }))];
}

/** What was kept is not needed any more, whoever shows it. */
export function forgetKept(name: string) {
  sessionStorage.removeItem(keyOf(name));
}

function keyOf(name: string): string {
  return `jw.draft.${name}`;
}

function read<T>(key: string, empty: T): T {
  const kept = sessionStorage.getItem(key);
  return kept === null ? empty : (JSON.parse(kept) as T);
}
