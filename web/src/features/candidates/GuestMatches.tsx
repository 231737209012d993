import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { fitOf, JobRow } from '@/features/jobs';
import { guestMatchesQuery } from '@/features/matching';
import { announce, ProblemNote, Rows, ui } from '@/shared';
import type { Reading } from './api';
import css from './candidates.module.css';

/** The jobs that fit what a guest dropped, with reasons. */
export function GuestMatches({ reading }: { reading: Reading }) {
  const { t } = useTranslation(['candidates', 'common', 'jobs']);
  const matches = useQuery(guestMatchesQuery(reading.text, reading.skills));
  const fitting = matches.data?.filter((match) => match.fits).length ?? 0;
  useEffect(() => {
    if (matches.data) announce(t('fit.found', { count: fitting }));
  }, [matches.data, fitting, t]);
  if (matches.data === null) return null;
  return (
    <section className={css.matches} aria-label={t('fit.best')}>
      <div className={ui.cardHead}>
        <h2>{t('fit.best')}</h2>
        {matches.data && <span className={`${ui.muted} ${ui.small}`}>{t('fit.found', { count: fitting })}</span>}
      </div>
      {matches.isPending && <Rows count={5} words={t('fit.comparing')} />}
      {matches.error && <ProblemNote error={matches.error} retry={() => void matches.refetch()} />}
      {matches.data?.length === 0 && <p className={ui.muted}>{t('fit.noJobs')}</p>}
      <ol>
        {matches.data?.map((match) => (
          <JobRow key={match.job.id} job={match.job} fit={fitOf(match)} opensBeside={false} />
        ))}
      </ol>
    </section>
  );
}
