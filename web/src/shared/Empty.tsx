import type { ReactNode } from 'react';
import css from './ui.module.css';

/** Says that there is nothing, why, and what to do. */
export function Empty({ icon, title, children, actions }: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={css.empty}>
      {icon}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}
