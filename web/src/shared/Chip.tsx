import type { ReactNode } from 'react';
import css from './ui.module.css';

export type Tone = 'plain' | 'quiet' | 'pine' | 'slate' | 'clay' | 'ochre' | 'brick';

/** A word with a meaning: the tone never says anything that the word does not. */
export function Chip({ tone = 'plain', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={`${css.chip} ${css[tone]}`}>
      {icon}
      {children}
    </span>
  );
}

export function Chips({ children }: { children: ReactNode }) {
  return <div className={css.chipRow}>{children}</div>;
}
