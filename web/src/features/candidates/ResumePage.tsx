import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { ButtonLink, Chip, PageHeader, ProblemNote, Rows, toast, ui } from '@/shared';
import { type Field, type Resume, resumeQuery, type Tagged, uploadDraft } from './api';
import { ConflictBox } from './ConflictBox';
import { DropZone } from './DropZone';
import { FieldList } from './FieldList';
import { takeDocument } from './guest';
import { PageTrace } from './PageTrace';
import { withValue } from './pointer';
import { TextView } from './TextView';
import { useForgetMatches, useRestore, Versions } from './Versions';
import { Views } from './Views';
import css from './candidates.module.css';

/** The menu weighs as much as half of this page. */
const Exchange = lazy(() => import('./Exchange'));
const route = getRouteApi('/signed-in/resume');

export function ResumePage() {
  const { t } = useTranslation(['candidates', 'common']);
  const { version } = route.useSearch();
  const navigate = useNavigate();
  const forget = useForgetMatches();
  const resume = useQuery(resumeQuery(version));
  const [isAdding, add] = useState(false);
  const show = async (read: Resume) => {
    add(false);
    await forget();
    await navigate({ to: '/resume', search: read.is_current ? {} : { version: read.version } });
  };
  // What was dropped before there was an account comes along.
  const carry = useMutation({ mutationFn: (file: File) => uploadDraft(file, () => undefined).done, onSuccess: show });
  const carryDropped = useEffectEvent(() => {
    const file = takeDocument();
    if (file) carry.mutate(file);
  });
  useEffect(() => carryDropped(), []);
  const shown = resume.data?.resume;
  return (
    <div className={css.resumePage}>
      <PageHeader title={t('title')} subtitle={shown?.file_name ?? undefined}>
        {shown && !shown.is_current && <Chip tone="ochre">{shown.deleted_at ? t('versions.inBin') : t('draft')}</Chip>}
        {shown && <Button onClick={() => add(!isAdding)} aria-expanded={isAdding}>{t('another')}</Button>}
        {shown && <ButtonLink to="/studio">{t('common:nav.studio')}</ButtonLink>}
        <Suspense fallback={<Button>{t('exchange.title')}</Button>}>
          <Exchange hasResume={Boolean(shown)} />
        </Suspense>
      </PageHeader>
      {resume.error && <div className={ui.body}><ProblemNote error={resume.error} retry={() => void resume.refetch()} /></div>}
      {carry.error && <div className={ui.body}><ProblemNote error={carry.error} retry={() => carry.mutate(carry.variables)} /></div>}
      {resume.isPending && <Rows count={6} words={t('common:loading')} />}
      {(resume.data === null || isAdding) && (
        <div className={css.emptyResume}>
          <DropZone title={t('drop.title')} send={uploadDraft} onRead={(read) => void show(read)}>
            <p className={`${ui.muted} ${ui.small}`}>{t('drop.draft')}</p>
          </DropZone>
        </div>
      )}
      {resume.data && !isAdding && <ResumeView key={shown?.version} tagged={resume.data} />}
    </div>
  );
}

function ResumeView({ tagged }: { tagged: Tagged }) {
  const { t } = useTranslation(['candidates', 'common']);
  const { resume, etag } = tagged;
  const navigate = useNavigate();
  const forget = useForgetMatches();
  const restore = useRestore();
  const [selected, select] = useState<Field | null>(() => resume.fields.find((field) => field.state === 'check') ?? null);
  const hasPages = resume.pages.length > 0;
  const [view, setView] = useState<'page' | 'text'>(hasPages ? 'page' : 'text');
  const edit = useMutation({
    mutationFn: ({ field, value, tag }: { field: Field; value: string; tag: string | null }) =>
      ok(
        api.PUT('/api/v1/resumes/current', {
          body: withValue(resume.content, field.path, value) as never,
          headers: tag ? { 'if-match': tag } : {},
        }),
      ),
    onSuccess: async ({ version }) => {
      await forget();
      toast(t('edit.saved', { version }));
      await navigate({ to: '/resume', search: {} });
    },
  });
  const fields = useRef<HTMLElement>(null);
  const showNextDoubt = () => {
    const doubts = resume.fields.filter((field) => field.state === 'check');
    const next = doubts[(doubts.findIndex((field) => field.path === selected?.path) + 1) % doubts.length];
    flushSync(() => select(next ?? null));
    const row = fields.current?.querySelector<HTMLElement>('[data-selected]');
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector('button')?.focus({ preventScroll: true });
  };
  const isConflict = edit.error instanceof ProblemError && edit.error.status === 412;
  const use = async () => {
    await restore.mutateAsync(resume.version);
    await navigate({ to: '/resume', search: {} });
  };
  return (
    <>
      <div className={css.resume}>
        <section className={css.paper} aria-label={view === 'page' ? t('page.title') : t('text.title')}>
          {hasPages && (
            <Views label={t('view')} views={{ page: t('page.title'), text: t('text.title') }} shown={view} show={setView} />
          )}
          {view === 'page' ? <PageTrace resume={resume} selected={selected} select={select} /> : <TextView reading={resume} selected={selected} select={select} />}
          {resume.hidden_text.length > 0 && <p className={css.hiddenText}>{t('hiddenText')}</p>}
        </section>
        <section ref={fields} className={css.fields} aria-label={t('fields')}>
          {isConflict && edit.variables && (
            <ConflictBox
              mine={edit.variables.value}
              path={edit.variables.field.path}
              keepMine={(tag) => edit.mutate({ ...edit.variables, tag })}
              takeOther={() => {
                edit.reset();
                void forget();
              }}
            />
          )}
          {edit.error && !isConflict && <ProblemNote error={edit.error} title={t('edit.refused')} />}
          <FieldList
            reading={resume}
            selected={selected}
            select={select}
            change={resume.is_current ? (field, value) => edit.mutate({ field, value, tag: etag }) : undefined}
            isBusy={edit.isPending}
          />
        </section>
        <aside className={css.versionsPane}>
          <Versions shown={resume.version} />
        </aside>
      </div>
      <footer className={css.resumeFoot} data-foot data-screen-only>
        <p>{t('counts', { count: resume.counts.check, clear: resume.counts.clear })}</p>
        {resume.counts.check > 0 && <Button onClick={showNextDoubt}>{t('nextDoubt')}</Button>}
        {!resume.is_current && (
          <Button variant="filled" onClick={() => void use()}>
            {t('use')}
          </Button>
        )}
      </footer>
    </>
  );
}
