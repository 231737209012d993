import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Card, PageTitle, ProblemNote, ui } from '@/shared';
import { type Interview, interviewQuery, interviewsQuery } from './api';
import { AnswerForm } from './AnswerForm';
import { ReviewView } from './ReviewView';
import { ScorecardView } from './ScorecardView';
import { StatusChip } from './StatusChip';
import { Transcript } from './Transcript';
import css from './interviews.module.css';

const route = getRouteApi('/signed-in/interviews/$id');

/** One interview: the questions while it goes on, the scorecard and the review afterwards. */
export function InterviewPage() {
  const { t } = useTranslation(['interviews', 'common']);
  const format = useFormat();
  const { id } = route.useParams();
  const { data: interview } = useSuspenseQuery(interviewQuery(id));
  useSeen(interview);
  const asked = interview.transcript.filter(({ kind }) => kind === 'question').length;
  return (
    <article className={css.page}>
      <header className={css.head}>
        <Link to="/interviews" className={ui.link}>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden /> {t('title')}
        </Link>
        <PageTitle title={interview.job?.title ?? t('general')} />
        <p className={ui.muted}>
          <StatusChip status={interview.status} /> {[interview.job?.company, format.both(interview.started_at)].filter(Boolean).join(' · ')}
        </p>
        {interview.open_turn != null && (
          <p className={ui.muted}>
            {t('progress', { asked, of: interview.question_count })} · {t('suggestedEnd', { time: format.time(interview.suggested_end) })}
          </p>
        )}
      </header>
      {interview.scorecard && <ScorecardView scorecard={interview.scorecard} review={interview.review} />}
      {interview.review && <ReviewView review={interview.review} />}
      <RequestReview interview={interview} />
      <Card title={t('transcript')}>
        <Transcript turns={interview.transcript} />
        {interview.open_turn != null && <AnswerForm key={interview.open_turn} interview={interview} turn={interview.open_turn} />}
      </Card>
      <Unfinished interview={interview} />
      {interview.questions.length > 0 && (
        <Card title={t('strategies')}>
          <ol className={css.strategies}>
            {interview.questions.map((item) => (
              <li key={item.question}>
                <details>
                  <summary>{item.question}</summary>
                  <p>{item.answer_strategy}</p>
                </details>
              </li>
            ))}
          </ol>
        </Card>
      )}
    </article>
  );
}

/** All is answered, and the end was lost on the way: it can be asked for again. */
function Unfinished({ interview }: { interview: Interview }) {
  const { t } = useTranslation(['interviews', 'common']);
  const queries = useQueryClient();
  const submit = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/mock-interviews/{id}/submit', { params: { path: { id: interview.id } } })),
    onSuccess: (next) => queries.setQueryData(interviewQuery(interview.id).queryKey, next),
  });
  if (interview.status !== 'in_progress' || interview.open_turn != null) return null;
  return (
    <div>
      <Button variant="filled" loading={submit.isPending} onClick={() => submit.mutate()}>{t('endNow')}</Button>
      {submit.error && <ProblemNote error={submit.error} />}
    </div>
  );
}

function RequestReview({ interview }: { interview: Interview }) {
  const { t } = useTranslation(['interviews', 'common']);
  const queries = useQueryClient();
  const request = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/mock-interviews/{id}/request-review', { params: { path: { id: interview.id } } })),
    onSuccess: (next) => {
      queries.setQueryData(interviewQuery(interview.id).queryKey, next);
      return queries.invalidateQueries({ queryKey: interviewsQuery.queryKey });
    },
  });
  if (interview.status === 'pending_review') return <p className={css.waits} role="status">{t('reviewPending')}</p>;
  if (interview.status !== 'completed') return null;
  return (
    <div>
      <Button loading={request.isPending} onClick={() => request.mutate()}>{t('requestReview')}</Button>
      {request.error && <ProblemNote error={request.error} />}
    </div>
  );
}

/** Whoever opens a new review has seen it. */
function useSeen(interview: Interview) {
  const queries = useQueryClient();
  const isNew = interview.status === 'reviewed' && interview.viewed_at == null;
  const { id } = interview;
  useEffect(() => {
    if (!isNew) return;
    // What is lost on the way is noted the next time.
    void ok(api.POST('/api/v1/mock-interviews/{id}/view', { params: { path: { id } } })).then(
      (data) => queries.setQueryData(interviewQuery(id).queryKey, data),
      () => undefined,
    );
  }, [id, isNew, queries]);
}
