import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ui } from '@/shared';
import { resumeQuery } from '../api';
import css from './studio.module.css';

/** Another version is in use by now. Both stay among the versions, whichever is taken. */
export function Conflict({ keepMine, takeOther }: { keepMine: (etag: string | null) => void; takeOther: () => void }) {
  const { t } = useTranslation(['studio', 'candidates']);
  const format = useFormat();
  const other = useQuery({ ...resumeQuery(undefined), queryKey: ['resume-now'], staleTime: 0 });
  const newer = other.data?.resume;
  return (
    <section className={`${ui.card} ${css.conflict}`} role="alert" aria-label={t('conflict.title')}>
      <h2>{t('conflict.title')}</h2>
      <p>
        {newer && t('conflict.newer', { version: newer.version, origin: t(`candidates:origin.${newer.origin}`), time: format.both(newer.created_at) })}{' '}
        <span className={ui.muted}>{t('conflict.intro')}</span>
      </p>
      <div className={ui.actions}>
        <Button variant="filled" onClick={takeOther}>{t('conflict.again')}</Button>
        <Button disabled={!other.data} onClick={() => keepMine(other.data?.etag ?? null)}>{t('conflict.keep')}</Button>
      </div>
    </section>
  );
}
