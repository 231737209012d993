import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { announce, ButtonLink, PageTitle, ProblemNote, ui } from '@/shared';
import { EMPTY, PostingForm } from './PostingForm';
import { postedJobQuery, type Posting } from './postings';
import css from './jobs.module.css';

const route = getRouteApi('/signed-in/postings/$id');

function Back() {
  const { t } = useTranslation(['jobs', 'common']);
  return (
    <Link to="/postings" className={css.back}>
      <IconArrowLeft size={16} stroke={1.75} aria-hidden /> {t('postings.title')}
    </Link>
  );
}

/** A new posting. */
export function NewPostingPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const publish = useMutation({
    mutationFn: async (body: Posting) => {
      await ok(api.POST('/api/v1/provider/jobs', { body, headers: { 'idempotency-key': crypto.randomUUID() } }));
      announce(t('postings.posted'));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['postings'] });
      await navigate({ to: '/postings' });
    },
  });
  return (
    <article className={css.application}>
      <header>
        <Back />
        <PageTitle title={t('postings.new')} />
      </header>
      <PostingForm start={EMPTY} action={t('postings.post')} onSubmit={publish.mutate} error={publish.error} isPending={publish.isPending} />
    </article>
  );
}

/** A job that I have posted: its text to revise, and its end. */
export function PostingPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const { id } = route.useParams();
  const queries = useQueryClient();
  const { data: { job, version } } = useSuspenseQuery(postedJobQuery(id));
  const path = { id };
  const onSettled = () => queries.invalidateQueries({ queryKey: ['postings'] });
  const revise = useMutation({
    mutationFn: async (body: Posting) => {
      await ok(api.PUT('/api/v1/provider/jobs/{id}', { params: { path, header: { 'If-Match': version } }, body }));
      announce(t('postings.revised'));
    },
    onSettled,
  });
  const close = useMutation({
    mutationFn: async () => {
      await ok(api.DELETE('/api/v1/provider/jobs/{id}', { params: { path } }));
      announce(t('postings.closed'));
    },
    onSettled,
  });
  const { salary } = job;
  const start: Posting = {
    title: job.title,
    company: job.company,
    description: job.description,
    skills: [],
    locations: job.locations,
    workplace: job.workplace,
    employment_type: job.employment_type,
    department: job.department,
    apply_url: job.apply_url,
    valid_through: job.valid_through,
    salary: salary && {
      currency: salary.currency,
      min: salary.min_hundredths == null ? undefined : salary.min_hundredths / 100,
      max: salary.max_hundredths == null ? undefined : salary.max_hundredths / 100,
      period: salary.period,
    },
  };
  return (
    <article className={css.application}>
      <header>
        <Back />
        <PageTitle title={job.title} />
        <div className={ui.actions}>
          <ButtonLink to="/postings/$id/applicants" params={{ id }}>{t('postings.whoApplied')}</ButtonLink>
          <ButtonLink to="/jobs/$id" params={{ id }}>{t('postings.asSeen')}</ButtonLink>
          {job.status !== 'closed' && <Button loading={close.isPending} onClick={() => close.mutate()}>{t('postings.close')}</Button>}
        </div>
        {close.error && <ProblemNote error={close.error} />}
      </header>
      {job.status === 'closed' ? (
        <p>{t('postings.isClosed')}</p>
      ) : (
        <PostingForm key={version} start={start} action={t('postings.revise')} onSubmit={revise.mutate} error={revise.error} isPending={revise.isPending} />
      )}
    </article>
  );
}
