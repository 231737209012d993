import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ButtonLink, Chip, Empty, PageTitle, ProblemNote, Rows, ui } from '@/shared';
import { type Application, applicationsQuery, type ApplicationStatus, STATUSES, TONES } from './applications';
import css from './jobs.module.css';

const route = getRouteApi('/signed-in/applications/');

/** My applications and how far each has come. One for a job that is gone stays. */
export function ApplicationsPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const { status } = route.useSearch();
  const navigate = useNavigate();
  const applications = useInfiniteQuery(applicationsQuery(status));
  const items = applications.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div>
      <div className={ui.header}>
        <PageTitle title={t('applications.title')} />
        <label className={`${css.sort} ${ui.aside}`}>
          {t('applications.show')}{' '}
          <select
            value={status ?? ''}
            onChange={(event) =>
              void navigate({ to: '/applications', search: { status: (event.target.value || undefined) as ApplicationStatus | undefined } })
            }
          >
            <option value="">{t('applications.all')}</option>
            {[...STATUSES, 'withdrawn' as const].map((name) => (
              <option key={name} value={name}>{t(`applications.status.${name}`)}</option>
            ))}
          </select>
        </label>
      </div>
      {applications.error && <div className={ui.body}><ProblemNote error={applications.error} retry={() => void applications.refetch()} /></div>}
      {applications.isPending && <Rows count={4} words={t('common:loading')} />}
      {applications.data && items.length === 0 && (
        <Empty
          icon={<IconSend size={28} stroke={1.5} aria-hidden />}
          title={t('applications.none')}
          actions={<ButtonLink to="/jobs">{t('back')}</ButtonLink>}
        >
          {t('applications.noneIntro')}
        </Empty>
      )}
      <ol>
        {items.map((item) => (
          <Row key={item.id} application={item} />
        ))}
      </ol>
      {applications.hasNextPage && (
        <div className={ui.body}>
          <Button onClick={() => void applications.fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </div>
  );
}

function Row({ application }: { application: Application }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const { id, job, status, created_at, screening_score } = application;
  return (
    <li className={css.row}>
      <Link to="/applications/$id" params={{ id }} className={css.rowLink}>
        <span className={css.rowBody}>
          <span className={css.what}>
            <span className={css.title}>{job.title}</span>
            <span className={css.where}>{job.company}</span>
          </span>
          <span className={css.facts}>
            <Chip tone={TONES[status]}>{t(`applications.status.${status}`)}</Chip>
            <span className={ui.muted}>{format.day(created_at)}</span>
          </span>
          <span className={css.reasons}>
            <span>{screening_score == null ? t('applications.noScore') : t('applications.score', { score: screening_score })}</span>
            {job.status === 'closed' && <span>{t('applications.jobClosed')}</span>}
          </span>
        </span>
      </Link>
    </li>
  );
}
