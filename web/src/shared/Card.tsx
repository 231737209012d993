import type { ReactNode } from 'react';
import css from './ui.module.css';

/** A part of a page with a heading of its own. */
export function Card({ title, aside, isDangerous, children }: {
  title?: string;
  aside?: ReactNode;
  isDangerous?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={`${css.card} ${isDangerous ? css.danger : ''}`} aria-label={title}>
      {title && (
        <div className={css.cardHead}>
          <h2>{title}</h2>
          {aside && <span className={`${css.muted} ${css.small}`}>{aside}</span>}
        </div>
      )}
      {children}
    </section>
  );
}
