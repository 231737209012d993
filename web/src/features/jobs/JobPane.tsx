import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { MatchView, useHasMatches } from '@/features/matching';
import { ProblemNote, Rows, ui } from '@/shared';
import { type JobDetail, jobQuery } from './api';
import { usePlace } from './facts';
import { JobActions } from './JobActions';
import { JobFacts } from './JobFacts';
import { Posting } from './Posting';
import css from './jobs.module.css';

/** A job beside the list. */
export function JobPane({ id }: { id: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  const job = useQuery(jobQuery(id));
  const hasMatches = useHasMatches();
  if (job.isPending) return <Rows count={6} words={t('common:loading')} />;
  if (job.error) return <div className={ui.body}><ProblemNote error={job.error} retry={() => void job.refetch()} /></div>;
  return (
    <article className={css.paneBody}>
      <PaneHead job={job.data} />
      <JobActions job={job.data} />
      <JobFacts job={job.data} />
      {hasMatches && <MatchView jobId={id} />}
      <section>
        <h2>{t('section.posting')}</h2>
        <Posting description={job.data.description} />
      </section>
    </article>
  );
}

function PaneHead({ job }: { job: JobDetail }) {
  const { t } = useTranslation(['jobs', 'common']);
  const place = usePlace(job);
  return (
    <header className={css.paneHead}>
      <div>
        <h2>{job.title}</h2>
        <p className={ui.muted}>
          {job.company} · {place}
        </p>
      </div>
      <Link to="/jobs/$id" params={{ id: job.id }} className={ui.link}>
        {t('open')}
      </Link>
    </header>
  );
}
