import { type ReactNode, useEffect, useRef } from 'react';
import css from './ui.module.css';

/** The heading of a page: names the tab, and gets the focus after each navigation. */
export function PageTitle({ title, tab }: { title: string; tab?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${tab ?? title} – Jobwright`;
  }, [title, tab]);
  useEffect(() => {
    if (navigated) heading.current?.focus({ preventScroll: true });
    navigated = true;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
}

/** The first page was not navigated to: the focus stays at its start, before the link that skips the menu. */
let navigated = false;

export function PageHeader({ title, subtitle, children }: { title: string; subtitle?: ReactNode; children?: ReactNode }) {
  return (
    <div className={css.header}>
      <PageTitle title={title} />
      {subtitle && <span className={css.subtitle}>{subtitle}</span>}
      {children && <div className={css.aside}>{children}</div>}
    </div>
  );
}
