import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { announce, ButtonLink, PageTitle, ProblemNote, ui } from '@/shared';
import { EMPTY, PostingForm } from './PostingForm';
import { type PostedJobDetail, postedJobQuery, type Posting } from './postings';
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
  // The same posting sent again, because its answer was lost, is posted once.
  const sent = useRef({ text: '', key: '' });
  const publish = useMutation({
    mutationFn: async (body: Posting) => {
      const text = JSON.stringify(body);
      if (sent.current.text !== text) sent.current = { text, key: crypto.randomUUID() };
      await ok(api.POST('/api/v1/provider/jobs', { body, headers: { 'idempotency-key': sent.current.key } }));
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

/** What was posted, as the form has it. Skills stand in the description. */
function postingOf(job: PostedJobDetail): Posting {
  const { salary } = job;
  return {
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
}

/** A job that I have posted: its text to revise, and its end. */
export function PostingPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const { id } = route.useParams();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(postedJobQuery(id));
  const { job } = data;
  // What the form was opened with. It is not replaced while somebody types.
  const [opened, setOpened] = useState(data);
  const path = { id };
  const onSettled = () => queries.invalidateQueries({ queryKey: ['postings'] });
  const latest = () => queries.fetchQuery({ ...postedJobQuery(id), staleTime: 0 });
  const put = (body: Posting, version?: string) =>
    ok(api.PUT('/api/v1/provider/jobs/{id}', { params: { path, header: { 'If-Match': version } }, body }));
  const revise = useMutation({
    mutationFn: async (body: Posting) => {
      try {
        await put(body, opened.version);
      } catch (error) {
        // That the job was read in the background is another version of the resource, and not of the posting.
        if (!(error instanceof ProblemError && error.status === 412)) throw error;
        const now = await latest();
        if (now.job.revision !== opened.job.revision) throw error;
        await put(body, now.version);
      }
      announce(t('postings.revised'));
    },
    onSuccess: async () => setOpened(await latest()),
    onSettled,
  });
  const close = useMutation({
    mutationFn: async () => {
      await ok(api.DELETE('/api/v1/provider/jobs/{id}', { params: { path } }));
      announce(t('postings.closed'));
    },
    onSettled,
  });
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
        <PostingForm key={opened.job.revision} start={postingOf(opened.job)} action={t('postings.revise')} onSubmit={revise.mutate} error={revise.error} isPending={revise.isPending} />
      )}
    </article>
  );
}
