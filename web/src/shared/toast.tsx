import { type FocusEvent, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import css from './ui.module.css';

interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

const LASTS = 8000;
let toasts: Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(changed: Toast[]) {
  toasts = changed;
  for (const listener of listeners) listener();
}

/** Tells what was done, with a way back where there is one. An error that needs an answer is never told here alone. */
export function toast(text: string, undo?: () => void) {
  set([...toasts.slice(-2), { id: next++, text, undo }]);
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={css.toasts} role="status" data-screen-only>
      {shown.map((item) => (
        <ToastView key={item.id} item={item} />
      ))}
    </div>
  );
}

function ToastView({ item }: { item: Toast }) {
  const { t } = useTranslation();
  const [isHeld, hold] = useState(false);
  const close = () => set(toasts.filter(({ id }) => id !== item.id));
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(close, LASTS);
    return () => clearTimeout(timer);
  });
  const leave = (event: FocusEvent) => hold(event.currentTarget.contains(event.relatedTarget));
  return (
    <div className={css.toast} onFocus={() => hold(true)} onBlur={leave} onMouseEnter={() => hold(true)} onMouseLeave={() => hold(false)}>
      <span>{item.text}</span>
      {item.undo && (
        <button
          type="button"
          onClick={() => {
            item.undo?.();
            close();
          }}
        >
          {t('undo')}
        </button>
      )}
    </div>
  );
}
