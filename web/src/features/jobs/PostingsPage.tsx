import { Button } from '@mantine/core';
import { IconBriefcase } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ButtonLink, Chip, Empty, PageTitle, ProblemNote, Rows, ui } from '@/shared';
import { type PostedJob, postedJobsQuery } from './postings';
import css from './jobs.module.css';

/** The jobs that I have posted, and how many have applied. */
export function PostingsPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const postings = useInfiniteQuery(postedJobsQuery);
  const jobs = postings.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div>
      <div className={ui.header}>
        <PageTitle title={t('postings.title')} />
        <span className={ui.aside}>
          <ButtonLink to="/postings/new" variant="filled">{t('postings.new')}</ButtonLink>
        </span>
      </div>
      {postings.error && <div className={ui.body}><ProblemNote error={postings.error} retry={() => void postings.refetch()} /></div>}
      {postings.isPending && <Rows count={4} words={t('common:loading')} />}
      {postings.data && jobs.length === 0 && (
        <Empty icon={<IconBriefcase size={28} stroke={1.5} aria-hidden />} title={t('postings.none')}>{t('postings.noneIntro')}</Empty>
      )}
      <ol>
        {jobs.map((job) => (
          <Row key={job.id} job={job} />
        ))}
      </ol>
      {postings.hasNextPage && (
        <div className={ui.body}>
          <Button onClick={() => void postings.fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </div>
  );
}

function Row({ job }: { job: PostedJob }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const tone = job.status === 'active' ? 'pine' : job.status === 'processing' ? 'slate' : 'quiet';
  return (
    <li className={css.row}>
      <div className={css.rowLink}>
        <span className={css.rowBody}>
          <span className={css.what}>
            <Link to="/postings/$id" params={{ id: job.id }} className={css.title}>{job.title}</Link>
            <span className={css.where}>{job.company}</span>
          </span>
          <span className={css.facts}>
            <Chip tone={tone}>{t(`postings.status.${job.status}`)}</Chip>
            <span className={ui.muted}>{format.day(job.first_seen_at)}</span>
          </span>
          <span className={css.reasons}>
            <Link to="/postings/$id/applicants" params={{ id: job.id }} className={ui.link}>
              {t('postings.applicants', { count: job.applications })}
            </Link>
          </span>
        </span>
      </div>
    </li>
  );
}
