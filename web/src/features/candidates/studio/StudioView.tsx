import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '@/api/problem';
import { announce, PageHeader, ProblemNote, Rows, toast, ui } from '@/shared';
import { save } from '@/shared/save';
import type { Tagged } from '../api';
import { useForgetMatches, useRestore } from '../Versions';
import { type Format, NO_POSTING, printed, studioQuery } from './api';
import { AtsScore } from './AtsScore';
import { Changes } from './Changes';
import { Conflict } from './Conflict';
import { ForJob } from './ForJob';
import { LookPane } from './Look';
import { forgetKept } from './kept';
import { Missing, wordsAbout } from './Missing';
import { type Content, withOwn } from './own';
import { postingOf, usePasted } from './posting';
import { Preview } from './Preview';
import { PrintProblem } from './PrintProblem';
import { type Saved, usePut } from './put';
import { lookOf, type StudioSearch, USUAL_PAGES } from './search';
import { useTailoring } from './tailoring';
import css from './studio.module.css';

const Download = lazy(() => import('./Download'));
const route = getRouteApi('/signed-in/studio');
const PARTS = ['job', 'page', 'look'] as const;

export function StudioView({ tagged: { resume, etag } }: { tagged: Tagged }) {
  const { t } = useTranslation(['studio', 'common']);
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const content = resume.content as Content;
  const [pasted, paste] = usePasted();
  const change = (changed: Partial<StudioSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true, resetScroll: false });
  const posting = postingOf(search.job, pasted);
  const tailoring = useTailoring(resume.version, posting, search.pages ?? USUAL_PAGES);
  const { tailored, offers } = tailoring;
  const taken = offers.filter(({ isRefused }) => !isRefused);
  const put = usePut();
  const restore = useRestore();
  const forget = useForgetMatches();
  const saveTailored = () => {
    const earlier = resume.version;
    const onSaved = ({ version }: Saved) => toast(t('save.saved', { version }), () => restore.mutate(earlier));
    put.mutate({ content: tailoring.content, etag, onSaved });
  };
  const addOwn = (keyword: string, pointer: string | null, words: string) => {
    const onSaved = ({ version }: Saved) => {
      forgetKept(wordsAbout(keyword));
      toast(t('missing.saved', { version }));
    };
    put.mutate({ content: async () => withOwn(content, pointer, words), etag, onSaved });
  };
  const isConflict = put.error instanceof ProblemError && (put.error.status === 412 || put.error.status === 409);
  const studio = useQuery(studioQuery);
  const download = useMutation({
    mutationFn: async (format: Format) => save(await printed(format, lookOf(search)), `resume.${format}`),
  });
  useScoreAnnouncement(tailoring, taken.length);
  return (
    <div className={css.page}>
      <PageHeader
        title={t('title')}
        subtitle={
          <Link to="/resume" className={ui.link}>
            {t('of', { version: resume.version })}
          </Link>
        }
      >
        <Suspense fallback={<Button>{t('download.title')}</Button>}>
          <Download formats={studio.data?.formats ?? []} take={(format) => download.mutate(format)} />
        </Suspense>
      </PageHeader>
      <nav className={css.contents} aria-label={t('contents')} data-screen-only>
        {PARTS.map((part) => (
          <a key={part} href={`#${part}`}>
            {t(`contentsOf.${part}`)}
          </a>
        ))}
      </nav>
      {(download.error || studio.error) && (
        <div className={ui.body}>
          {download.error && <PrintProblem error={download.error} retry={() => download.mutate(download.variables)} />}
          {studio.error && <ProblemNote error={studio.error} retry={() => void studio.refetch()} />}
        </div>
      )}
      <div className={css.studio}>
        <section id="job" className={css.tailor} aria-label={t('contentsOf.job')}>
          <ForJob job={search.job} pasted={pasted} choose={(job) => change({ job })} paste={paste} />
          {tailored.error && <ProblemNote error={tailored.error} retry={() => void tailored.refetch()} />}
          {tailored.isPending && <Rows count={5} words={t('tailoring')} />}
          {tailored.data && (
            <>
              <AtsScore before={tailored.data.before} after={tailored.data.after} content={content} isChanged={taken.length > 0} />
              <Changes
                offers={offers}
                content={content}
                keywords={tailored.data.after.keywords}
                decide={tailoring.decide}
                undo={tailoring.undo}
                isBusy={tailored.isPlaceholderData}
                hasPosting={posting.posting !== NO_POSTING}
              />
              <Missing
                key={resume.version}
                keywords={tailored.data.after.keywords.filter(({ state }) => state === 'missing')}
                content={content}
                add={addOwn}
                isBusy={put.isPending}
              />
            </>
          )}
        </section>
        <section id="page" className={css.paper} aria-label={t('contentsOf.page')}>
          <Preview
            version={resume.version}
            content={content}
            search={search}
            change={change}
            trims={taken.map((offer) => offer.change).filter(({ rule }) => rule === 'trimmed')}
            isChanged={taken.length > 0}
          />
        </section>
        <section id="look" className={css.look} aria-label={t('contentsOf.look')}>
          <LookPane search={search} change={change} version={resume.version} />
        </section>
      </div>
      <footer className={css.foot} data-foot data-screen-only>
        {put.error && !isConflict && <ProblemNote error={put.error} title={t('save.refused')} />}
        {isConflict ? (
          <Conflict
            keepMine={(newer) => put.variables && put.mutate({ ...put.variables, etag: newer })}
            takeOther={() => {
              put.reset();
              void forget();
            }}
          />
        ) : (
          <div className={css.save}>
            <p>{taken.length > 0 ? t('save.taken', { count: taken.length }) : t('save.nothing', { version: resume.version })}</p>
            {taken.length > 0 && (
              <Button variant="filled" aria-disabled={put.isPending || undefined} onClick={() => !put.isPending && saveTailored()}>
                {t('save.as', { version: resume.version + 1 })}
              </Button>
            )}
          </div>
        )}
      </footer>
    </div>
  );
}

/** Announces a new estimate to screen readers. */
function useScoreAnnouncement({ tailored }: ReturnType<typeof useTailoring>, taken: number) {
  const { t } = useTranslation(['studio', 'common']);
  const { data, isPlaceholderData } = tailored;
  const announceScore = useEffectEvent(() => {
    if (data) announce(t('told', { count: taken, before: Math.round(data.before.score), after: Math.round(data.after.score) }));
  });
  useEffect(() => {
    if (data && !isPlaceholderData) announceScore();
  }, [data, isPlaceholderData]);
}
