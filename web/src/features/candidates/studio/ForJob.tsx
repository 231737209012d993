import { Button, Textarea, TextInput } from '@mantine/core';
import { IconBriefcase } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jobQuery, savedJobsQuery } from '@/features/jobs';
import { recommendationsQuery } from '@/features/matching';
import { ButtonLink, ProblemNote, ui } from '@/shared';
import { useKept } from './kept';
import type { Pasted } from './posting';
import css from './studio.module.css';

/** Which posting the resume is tailored to. */
export function ForJob({ job, pasted, choose, paste }: {
  job: string | undefined;
  pasted: Pasted | null;
  choose: (job: string | undefined) => void;
  paste: (pasted: Pasted | null) => void;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const [isChoosing, startChoosing] = useState(false);
  const [isPasting, startPasting] = useState(false);
  const close = () => {
    startChoosing(false);
    startPasting(false);
  };
  if (job && !isChoosing) return <Chosen job={job} another={() => startChoosing(true)} none={() => choose(undefined)} />;
  if (pasted && !isChoosing) {
    return (
      <Head title={pasted.title || t('for.pasted')} another={() => startChoosing(true)} none={() => paste(null)}>
        {t('for.ofText', { count: pasted.description.split(/\s+/).filter(Boolean).length })}
      </Head>
    );
  }
  return (
    <div className={css.chooser}>
      <div className={ui.cardHead}>
        <h2>{t('for.title')}</h2>
        {(job || pasted) && <Button onClick={close}>{t('common:cancel')}</Button>}
      </div>
      <p className={ui.muted}>{t('for.intro')}</p>
      <Candidates
        choose={(chosen) => {
          close();
          paste(null);
          choose(chosen);
        }}
      >
        <Button aria-expanded={isPasting} onClick={() => startPasting(!isPasting)}>{t('for.paste')}</Button>
      </Candidates>
      {isPasting && (
        <PasteForm
          pasted={pasted}
          paste={(text) => {
            close();
            choose(undefined);
            paste(text);
          }}
        />
      )}
    </div>
  );
}

function Head({ title, another, none, children }: { title: ReactNode; another: () => void; none: () => void; children: ReactNode }) {
  const { t } = useTranslation(['studio', 'common']);
  return (
    <div className={css.forJob}>
      <IconBriefcase size={18} stroke={1.75} aria-hidden className={ui.toneSlate} />
      <div>
        <h2>{title}</h2>
        <p className={`${ui.muted} ${ui.small}`}>{children}</p>
      </div>
      <div className={css.forActions}>
        <Button onClick={another}>{t('for.another')}</Button>
        <Button variant="subtle" onClick={none}>{t('for.none')}</Button>
      </div>
    </div>
  );
}

function Chosen({ job, another, none }: { job: string; another: () => void; none: () => void }) {
  const { t } = useTranslation(['studio', 'common']);
  const found = useQuery(jobQuery(job));
  if (found.error) {
    return (
      <div>
        <ProblemNote error={found.error} retry={() => void found.refetch()} />
        <div className={ui.actions}>
          <Button onClick={another}>{t('for.another')}</Button>
        </div>
      </div>
    );
  }
  return (
    <Head
      title={
        <Link to="/jobs/$id" params={{ id: job }} className={css.jobLink}>
          {found.data?.title ?? t('common:loading')}
        </Link>
      }
      another={another}
      none={none}
    >
      {found.data?.company ?? ' '}
    </Head>
  );
}

/** Jobs to choose from: those that are saved, else those that fit best. */
function Candidates({ choose, children }: { choose: (job: string) => void; children: ReactNode }) {
  const { t } = useTranslation(['studio', 'common']);
  const saved = useInfiniteQuery(savedJobsQuery);
  const kept = saved.data?.pages.flatMap((page) => page.items) ?? [];
  const best = useQuery({ ...recommendationsQuery, enabled: saved.isSuccess && kept.length === 0 });
  const jobs = kept.length > 0 ? kept : (best.data?.items.slice(0, 5).map((item) => item.job) ?? []);
  if (saved.error) return <ProblemNote error={saved.error} retry={() => void saved.refetch()} />;
  return (
    <>
      {jobs.length > 0 && (
        <>
          <h3>{kept.length > 0 ? t('for.saved') : t('for.best')}</h3>
          <ul className={css.candidates}>
            {jobs.map(({ id, title, company }) => (
              <li key={id}>
                <button type="button" onClick={() => choose(id)}>
                  <span className={ui.strong}>{title}</span> <span className={ui.muted}>{company}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={ui.actions}>
        {saved.hasNextPage && <Button onClick={() => void saved.fetchNextPage()}>{t('common:more')}</Button>}
        <ButtonLink to="/jobs">{t('for.find')}</ButtonLink>
        {children}
      </div>
    </>
  );
}

const NOTHING = { title: '', description: '' };

function PasteForm({ pasted, paste }: { pasted: Pasted | null; paste: (pasted: Pasted) => void }) {
  const { t } = useTranslation(['studio', 'common']);
  const [typed, type] = useKept('pasting', NOTHING);
  const { title, description }: typeof NOTHING = typed === NOTHING ? (pasted ?? NOTHING) : typed;
  return (
    <form
      className={css.pasteForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (!description.trim()) return;
        type(() => NOTHING);
        paste({ at: Date.now(), title: title.trim(), description });
      }}
    >
      <TextInput maxLength={300} label={t('for.pasteTitle')} value={title} onChange={({ currentTarget: { value } }) => type(() => ({ title: value, description }))} autoFocus />
      <Textarea
        maxLength={50_000}
        label={t('for.pasteText')}
        rows={8}
        required
        value={description}
        onChange={({ currentTarget: { value } }) => type(() => ({ title, description: value }))}
      />
      <Button type="submit">{t('for.use')}</Button>
    </form>
  );
}
