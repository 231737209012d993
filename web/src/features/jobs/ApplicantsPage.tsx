import { Button, NativeSelect, Textarea } from '@mantine/core';
import { IconArrowLeft, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { announce, Chip, Empty, PageTitle, ProblemNote, Rows, ui } from '@/shared';
import { ApplicationHistory, ApplicationScreening, SentApplication } from './ApplicationPage';
import { applicationQuery, type ApplicationStatus, STATUSES, TONES } from './applications';
import { type Applicant, applicantsQuery } from './postings';
import css from './jobs.module.css';

const route = getRouteApi('/signed-in/postings/$id/applicants');

/** Who has applied for a job that I have posted. A score is shown with its parts, and nothing is sorted by it. */
export function ApplicantsPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const { id } = route.useParams();
  const applicants = useInfiniteQuery(applicantsQuery(id));
  const items = applicants.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div>
      <div className={ui.header}>
        <Link to="/postings/$id" params={{ id }} className={css.back}>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden /> {t('postings.toPosting')}
        </Link>
        <PageTitle title={t('postings.whoApplied')} />
      </div>
      {applicants.error && <div className={ui.body}><ProblemNote error={applicants.error} retry={() => void applicants.refetch()} /></div>}
      {applicants.isPending && <Rows count={4} words={t('common:loading')} />}
      {applicants.data && items.length === 0 && (
        <Empty icon={<IconUsers size={28} stroke={1.5} aria-hidden />} title={t('postings.nobody')}>{t('postings.nobodyIntro')}</Empty>
      )}
      <ol>
        {items.map((item) => (
          <Entry key={item.id} applicant={item} />
        ))}
      </ol>
      {applicants.hasNextPage && (
        <div className={ui.body}>
          <Button onClick={() => void applicants.fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </div>
  );
}

function Entry({ applicant }: { applicant: Applicant }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li className={css.applicant}>
      <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>
          <span className={ui.strong}>{applicant.full_name ?? applicant.email}</span>{' '}
          <Chip tone={TONES[applicant.status]}>{t(`applications.status.${applicant.status}`)}</Chip>{' '}
          <span className={`${ui.muted} ${ui.small}`}>
            {applicant.email} · {format.day(applicant.created_at)}
          </span>
        </summary>
        {isOpen && <Details id={applicant.id} />}
      </details>
    </li>
  );
}

function Details({ id }: { id: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  const { data, error, refetch } = useQuery(applicationQuery(id));
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return <Rows count={2} words={t('common:loading')} />;
  const { application, version } = data;
  return (
    <div className={css.application}>
      <ApplicationHistory application={application} />
      {!['hired', 'rejected', 'withdrawn'].includes(application.status) && (
        <Decide id={id} status={application.status} version={version} />
      )}
      <ApplicationScreening application={application} />
      <SentApplication application={application} />
    </div>
  );
}

function Decide({ id, status, version }: { id: string; status: ApplicationStatus; version?: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  const queries = useQueryClient();
  // What is done cannot be undone: only what may follow is offered.
  const following = (STATUSES as readonly ApplicationStatus[]).slice((STATUSES as readonly ApplicationStatus[]).indexOf(status));
  const [picked, pick] = useState<ApplicationStatus | null>(null);
  const [note, setNote] = useState('');
  const chosen = picked && following.includes(picked) ? picked : status;
  const decide = useMutation({
    mutationFn: async () => {
      const body = { status: chosen === status ? undefined : chosen, note: note.trim() || undefined };
      const params = { path: { id }, header: { 'If-Match': version } };
      await ok(api.PATCH('/api/v1/provider/applications/{id}', { params, body }));
      announce(t('applications.noted'));
    },
    // What is typed stays when it is refused.
    onSuccess: () => {
      pick(null);
      setNote('');
    },
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['applications'] }), queries.invalidateQueries({ queryKey: ['postings'] })]),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== status || note.trim()) decide.mutate();
  };
  return (
    <form onSubmit={submit} className={css.changeForm}>
      <NativeSelect
        label={t('applications.statusLabel')}
        description={t('postings.decideHint')}
        data={following.map((name) => ({ value: name, label: t(`applications.status.${name}`) }))}
        value={chosen}
        onChange={(event) => pick(event.target.value as ApplicationStatus)}
      />
      <Textarea label={t('postings.noteLabel')} maxLength={2000} autosize minRows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      <div className={ui.actions}>
        <Button type="submit" variant="filled" loading={decide.isPending}>{t('applications.save')}</Button>
      </div>
      {decide.error && <ProblemNote error={decide.error} />}
    </form>
  );
}
