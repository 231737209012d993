import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageTitle, ui } from '@/shared';
import css from './identity.module.css';

/** A short form in the middle of the page. */
export function AuthCard({ title, intro, children, footer }: {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <div className={css.center}>
      <div className={`${ui.card} ${css.narrow}`}>
        <PageTitle title={title} />
        {intro && <p className={css.intro}>{intro}</p>}
        {children}
      </div>
      {footer && <div className={css.footer}>{footer}</div>}
    </div>
  );
}

export function Submit({ isBusy, children }: { isBusy: boolean; children: ReactNode }) {
  return (
    <Button type="submit" variant="filled" fullWidth mt="md" aria-disabled={isBusy} data-busy={isBusy || undefined}>
      {children}
    </Button>
  );
}
