import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { Job } from './api';
import { usePay } from './facts';
import css from './jobs.module.css';

/** What decides first: pay, kind of work, dates. What is unknown is said. */
export function JobFacts({ job }: { job: Job }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const pay = usePay(job.salary);
  return (
    <dl className={css.factsBox}>
      <div>
        <dt>{t('facts.pay')}</dt>
        <dd>{pay ?? t('payNotStated')}</dd>
      </div>
      <div>
        <dt>{t('facts.type')}</dt>
        <dd>{job.employment_type ? t(`type.${job.employment_type}`) : t('notStated')}</dd>
      </div>
      <div>
        <dt>{t('facts.workplace')}</dt>
        <dd>{job.workplace ? t(`workplace.${job.workplace}`) : t('notStated')}</dd>
      </div>
      <div>
        <dt>{t('facts.posted')}</dt>
        <dd>{job.posted_at ? format.day(job.posted_at) : t('firstSeen', { day: format.day(job.first_seen_at) })}</dd>
      </div>
    </dl>
  );
}
