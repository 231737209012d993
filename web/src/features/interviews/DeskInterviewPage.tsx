import { IconArrowLeft } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { Card, PageTitle, ui } from '@/shared';
import { deskInterviewQuery } from './api';
import { ReviewForm } from './ReviewForm';
import { ReviewView } from './ReviewView';
import { ScorecardView } from './ScorecardView';
import { StatusChip } from './StatusChip';
import { Transcript } from './Transcript';
import css from './interviews.module.css';

const route = getRouteApi('/signed-in/admins/admin/interviews/$id');

/** Transcript and scorecard on one side, the expert's review on the other. */
export function DeskInterviewPage() {
  const { t } = useTranslation(['interviews', 'common']);
  const format = useFormat();
  const { id } = route.useParams();
  const { data: interview } = useSuspenseQuery(deskInterviewQuery(id));
  const person = interview.user.full_name ?? interview.user.email;
  const isReviewable = interview.status === 'pending_review' || interview.status === 'reviewed';
  return (
    <article className={css.desk}>
      <header className={css.head}>
        <Link to="/admin/interviews" className={ui.link}>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden /> {t('desk')}
        </Link>
        <PageTitle title={person} />
        <p className={ui.muted}>
          <StatusChip status={interview.status} />{' '}
          {[interview.job?.title ?? t('general'), interview.job?.company, format.both(interview.started_at)].filter(Boolean).join(' · ')}
        </p>
      </header>
      <div className={css.deskColumn}>
        {interview.scorecard && <ScorecardView scorecard={interview.scorecard} review={interview.review} />}
        <Card title={t('transcript')}><Transcript turns={interview.transcript} /></Card>
      </div>
      <div className={css.deskColumn}>
        {interview.review && <ReviewView review={interview.review} />}
        {isReviewable ? <ReviewForm key={interview.review?.reviewed_at} id={id} review={interview.review} /> : <p className={css.waits}>{t('notRequested')}</p>}
      </div>
    </article>
  );
}
