import { Button } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink, Empty, PageTitle, ProblemNote, Rows, ui } from '@/shared';
import { JobRow } from './JobRow';
import { savedJobsQuery } from './saved';

/** The jobs that I keep for later. A job that is gone from its board stays, and says so on its page. */
export function SavedPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const saved = useInfiniteQuery(savedJobsQuery);
  const jobs = saved.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div>
      <div className={ui.header}>
        <PageTitle title={t('saved.title')} />
      </div>
      {saved.error && <div className={ui.body}><ProblemNote error={saved.error} retry={() => void saved.refetch()} /></div>}
      {saved.isPending && <Rows count={4} words={t('common:loading')} />}
      {saved.data && jobs.length === 0 && (
        <Empty
          icon={<IconBookmark size={28} stroke={1.5} aria-hidden />}
          title={t('saved.none')}
          actions={<ButtonLink to="/jobs">{t('back')}</ButtonLink>}
        >
          {t('saved.noneIntro')}
        </Empty>
      )}
      <ol>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} opensBeside={false} />
        ))}
      </ol>
      {saved.hasNextPage && (
        <div className={ui.body}>
          <Button onClick={() => void saved.fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </div>
  );
}
