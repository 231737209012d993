import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { recommendationsQuery, ScoreMark, useHasMatches } from '@/features/matching';
import { ProblemNote, Rows, ui } from '@/shared';
import { type Job, similarQuery } from './api';
import { usePlace } from './facts';
import css from './jobs.module.css';

/** Open jobs near to this one, nearest first, with their match where it is known. */
export function Similar({ id }: { id: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  const similar = useQuery(similarQuery(id));
  const matches = useQuery({ ...recommendationsQuery, enabled: useHasMatches() });
  if (similar.isPending) return <Rows count={3} words={t('common:loading')} />;
  if (similar.error) return <ProblemNote error={similar.error} retry={() => void similar.refetch()} />;
  if (similar.data.items.length === 0) return <p className={ui.muted}>{t('similar.none')}</p>;
  return (
    <ul className={css.similar}>
      {similar.data.items.map((job) => {
        const match = matches.data?.items.find((item) => item.job.id === job.id);
        return (
          <li key={job.id}>
            {match && <ScoreMark score={match.score} fits={match.fits} parts={match.parts} />}
            <SimilarJob job={job} />
          </li>
        );
      })}
    </ul>
  );
}

function SimilarJob({ job }: { job: Job }) {
  const place = usePlace(job);
  return (
    <div>
      <Link to="/jobs/$id" params={{ id: job.id }} className={ui.link}>
        {job.title}
      </Link>
      <p className={css.where}>
        {job.company} · {place}
      </p>
    </div>
  );
}
