import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ui } from '@/shared';
import { resumeQuery } from './api';
import { valueAt } from './pointer';
import css from './candidates.module.css';

/** Somebody, or another tab, was faster: both texts, and none is lost. */
export function ConflictBox({ mine, path, keepMine, takeOther }: {
  mine: string;
  path: string;
  keepMine: (etag: string | null) => void;
  takeOther: () => void;
}) {
  const { t } = useTranslation(['candidates', 'common']);
  const other = useQuery({ ...resumeQuery(undefined), queryKey: ['resume-now'], staleTime: 0 });
  return (
    <section className={`${ui.card} ${css.conflict}`} role="alert" aria-label={t('conflict.title')}>
      <h2>{t('conflict.title')}</h2>
      <p className={ui.muted}>{t('conflict.intro')}</p>
      <dl>
        <dt>{t('conflict.mine')}</dt>
        <dd dir="auto">{mine}</dd>
        <dt>{t('conflict.other')}</dt>
        <dd dir="auto">{String(valueAt(other.data?.resume.content, path) ?? '–')}</dd>
      </dl>
      <div className={ui.actions}>
        <Button variant="filled" onClick={() => keepMine(other.data?.etag ?? null)}>{t('conflict.keep')}</Button>
        <Button onClick={takeOther}>{t('conflict.take')}</Button>
      </div>
    </section>
  );
}
