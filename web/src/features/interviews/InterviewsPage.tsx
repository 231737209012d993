import { Button } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { Empty, PageHeader, ProblemNote, Rows, ui } from '@/shared';
import { interviewsQuery, RATINGS } from './api';
import { StartButton } from './StartButton';
import { StatusChip } from './StatusChip';
import css from './interviews.module.css';

/** My interviews, last begun first: a column for each rating shows how I get on. */
export function InterviewsPage() {
  const { t } = useTranslation(['interviews', 'common']);
  const format = useFormat();
  const interviews = useInfiniteQuery(interviewsQuery);
  const items = interviews.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t('title')}>
        <StartButton label={t('startGeneral')} />
      </PageHeader>
      {interviews.error && <div className={ui.body}><ProblemNote error={interviews.error} retry={() => void interviews.refetch()} /></div>}
      {interviews.isPending && <Rows count={4} words={t('common:loading')} />}
      {interviews.data && items.length === 0 && (
        <Empty icon={<IconMessageQuestion size={28} stroke={1.5} aria-hidden />} title={t('none')}>{t('noneIntro')}</Empty>
      )}
      {items.length > 0 && (
        <div className={ui.scroll} tabIndex={0} role="region" aria-label={t('title')}>
          <table className={ui.table}>
            <thead>
              <tr>
                <th scope="col">{t('when')}</th>
                <th scope="col">{t('about')}</th>
                <th scope="col">{t('state')}</th>
                {RATINGS.map((name) => <th scope="col" key={name} className={ui.numeric}>{t(`rating.${name}`)}</th>)}
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <td className={ui.when}>{format.both(item.started_at)}</td>
                  <td>
                    <Link to="/interviews/$id" params={{ id: item.id }} className={ui.link}>{item.job?.title ?? t('general')}</Link>
                    {item.job?.company && <span className={ui.muted}> · {item.job.company}</span>}
                  </td>
                  <td className={css.state}><StatusChip status={item.status} /></td>
                  {RATINGS.map((name) => <td key={name} className={ui.numeric}>{item.points[name] ?? '–'}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {interviews.hasNextPage && (
        <div className={ui.body}><Button onClick={() => void interviews.fetchNextPage()}>{t('common:more')}</Button></div>
      )}
    </>
  );
}
