import { Button, NativeSelect, Textarea } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { ScoreBreakdown } from '@/features/matching';
import { useFormat } from '@/i18n/format';
import { announce, Card, Chip, PageTitle, ProblemNote, ui } from '@/shared';
import { type ApplicationDetail, applicationQuery, type ApplicationStatus, STATUSES, TONES } from './applications';
import css from './jobs.module.css';

const route = getRouteApi('/signed-in/applications/$id');

/** One application: what was sent, how well it fitted, and every step. */
export function ApplicationPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const { id } = route.useParams();
  const { data: { application, version } } = useSuspenseQuery(applicationQuery(id));
  const { job, status } = application;
  return (
    <article className={css.application}>
      <header>
        <Link to="/applications" className={css.back}>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden /> {t('applications.title')}
        </Link>
        <PageTitle title={job.title} tab={`${job.title}, ${job.company}`} />
        <p className={ui.muted}>
          {job.company} · <Link to="/jobs/$id" params={{ id: job.id }} className={ui.link}>{t('applications.toJob')}</Link>{' '}
          <Chip tone={TONES[status]}>{t(`applications.status.${status}`)}</Chip>
        </p>
      </header>
      <ApplicationHistory application={application} />
      {status !== 'withdrawn' && <Change key={id} application={application} version={version} />}
      <ApplicationScreening application={application} />
      <SentApplication application={application} />
    </article>
  );
}

export function ApplicationHistory({ application }: { application: ApplicationDetail }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  return (
    <Card title={t('applications.history')}>
      <ol className={css.steps}>
        {application.history.map((change) => (
          <li key={change.revision}>
            <Chip tone={TONES[change.status]}>{t(`applications.status.${change.status}`)}</Chip>{' '}
            <span className={`${ui.muted} ${ui.small}`}>
              {format.both(change.changed_at)} · {t(`applications.party.${change.party}`)}
            </span>
            {change.note && <p className={css.stepNote}>{change.note}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Change({ application, version }: { application: ApplicationDetail; version?: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  const queries = useQueryClient();
  const [chosen, choose] = useState<ApplicationStatus | null>(null);
  const [note, setNote] = useState('');
  const status = chosen ?? application.status;
  const path = { id: application.id };
  const onSettled = () => queries.invalidateQueries({ queryKey: ['applications'] });
  const change = useMutation({
    mutationFn: async () => {
      const body = { status: status === application.status ? undefined : status, note: note.trim() || undefined };
      await ok(api.PATCH('/api/v1/applications/{id}', { params: { path, header: { 'If-Match': version } }, body }));
      announce(t('applications.noted'));
    },
    // What is typed stays when it is refused.
    onSuccess: () => {
      choose(null);
      setNote('');
    },
    onSettled,
  });
  const withdraw = useMutation({
    mutationFn: async () => {
      await ok(api.POST('/api/v1/applications/{id}/withdraw', { params: { path } }));
      announce(t('applications.withdrawn'));
    },
    onSettled,
  });
  const isSame = status === application.status && note.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSame) change.mutate();
  };
  const error = change.error ?? withdraw.error;
  const isFinal = application.status === 'hired' || application.status === 'rejected';
  return (
    <Card title={t('applications.change')}>
      <form onSubmit={submit} className={css.changeForm}>
        {application.decided_by === 'employer' ? (
          <p className={`${ui.muted} ${ui.small}`}>{t('applications.employerDecides')}</p>
        ) : (
          <NativeSelect
            label={t('applications.statusLabel')}
            data={STATUSES.map((name) => ({ value: name, label: t(`applications.status.${name}`) }))}
            value={status}
            onChange={(event) => choose(event.target.value as ApplicationStatus)}
          />
        )}
        <Textarea label={t('applications.noteLabel')} maxLength={2000} autosize minRows={2} value={note} onChange={(event) => setNote(event.target.value)} />
        <div className={ui.actions}>
          <Button type="submit" variant="filled" loading={change.isPending}>{t('applications.save')}</Button>
          {!isFinal && <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>{t('applications.withdraw')}</Button>}
        </div>
        {error && <ProblemNote error={error} />}
      </form>
    </Card>
  );
}

export function ApplicationScreening({ application: { screening, screening_score } }: { application: ApplicationDetail }) {
  const { t } = useTranslation(['jobs', 'common']);
  return (
    <Card title={screening_score == null ? t('applications.noScore') : t('applications.score', { score: screening_score })}>
      <p className={`${ui.muted} ${ui.small}`}>{t(screening ? 'applications.scoreIntro' : 'applications.noScoreIntro')}</p>
      {screening && <ScoreBreakdown parts={screening.parts} />}
      {screening?.missing_licence && <p>{t('applications.noLicence', { licence: screening.missing_licence })}</p>}
    </Card>
  );
}

export function SentApplication({ application: { sent, created_at } }: { application: ApplicationDetail }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  return (
    <Card title={t('applications.what')}>
      <p>
        {[sent.full_name, sent.email].filter(Boolean).join(' · ')} · {format.both(created_at)}
      </p>
      <p className={`${ui.muted} ${ui.small}`}>{t('applications.posting', { revision: sent.job_revision })}</p>
      {sent.resume_text ? (
        <details>
          <summary>{t('applications.resume', { version: sent.resume_version })}</summary>
          <div className={css.posting}>
            <p>{sent.resume_text}</p>
          </div>
        </details>
      ) : (
        <p>{t('applications.noResume')}</p>
      )}
    </Card>
  );
}
