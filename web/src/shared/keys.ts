import { useEffect, useRef } from 'react';

const KEY = 'jw.keys';

/** Whether single keys act. */
export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function switchKeys(isOn: boolean) {
  if (isOn) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, 'off');
}

/** Whether something is being typed, or a dialog has the keyboard. */
export function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  if (target?.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu]')) return true;
  return document.querySelector('[role=dialog][aria-modal=true]') !== null;
}

/** Acts on single keys while nothing is typed. `g j` is two keys one after the other. */
export function useKeys(actions: Record<string, () => void>) {
  const latest = useRef(actions);
  latest.current = actions;
  const before = useRef('');
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !areKeysOn() || isTaken(event)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const sequence = `${before.current} ${key}`;
      const action = latest.current[sequence] ?? (before.current === 'g' ? undefined : latest.current[key]);
      before.current = key;
      if (!action) return;
      before.current = '';
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
