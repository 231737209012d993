import { Button, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAdmin, useSession } from '@/features/identity';
import { type Recommendation, recommendationsQuery, useHasMatches } from '@/features/matching';
import { useFormat } from '@/i18n/format';
import { announce, ButtonLink, Empty, PageTitle, ProblemNote, Rows, ui } from '@/shared';
import { useKeys } from '@/shared/keys';
import { type FoundJob, jobsQuery } from './api';
import { FilterChips, Filters, useRefine } from './Filters';
import { JobPane } from './JobPane';
import { fitOf, JobRow } from './JobRow';
import { FILTERS, isFiltered, type JobsSearch } from './search';
import css from './jobs.module.css';

/** On narrow pages alone, and loaded when it is opened. */
const FiltersSheet = lazy(() => import('./FiltersSheet'));
const route = getRouteApi('/jobs/');

export function JobsPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const search = route.useSearch();
  const isWide = useMediaQuery('(min-width: 75em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const hasMatches = useHasMatches();
  const isNarrowed = isFiltered(search);
  const hasFit = hasMatches && (isNarrowed ? search.sort === 'fit' : search.sort !== 'date' && search.sort !== 'relevance');
  const fitting = useQuery({ ...recommendationsQuery, enabled: hasFit });
  // Without a resume, or before anything fits it, the list has another order.
  const isFitting = hasFit && (fitting.data?.items.length ?? 0) > 0;
  const isByFit = isFitting && !isNarrowed;
  const jobs = useInfiniteQuery({
    ...jobsQuery(search, isFitting && isNarrowed),
    // Somebody is loading the first jobs at this moment, perhaps: they appear by themselves.
    refetchInterval: (query) => (query.state.data?.pages[0]?.total === 0 && !isNarrowed ? 3000 : false),
  });
  const [areFiltersOpen, openFilters] = useState(false);
  const first = jobs.data?.pages[0];
  const facets = first?.facets;
  // A server without an index of words has no facets. Until the first answer their place is kept, so that nothing moves.
  // A list that is empty without any filter has nothing to search.
  const isBare = first?.total === 0 && !isNarrowed;
  const hasFacets = !isBare && (Boolean(facets) || (jobs.isPending && !jobs.error));
  const found = jobs.data?.pages.flatMap((page) => page.items) ?? [];
  const list = isByFit ? byFit(fitting.data?.items ?? []) : withFit(found, (isFitting && fitting.data?.items) || []);
  const open = search.job ?? (isWide ? list[0]?.job.id : undefined);
  useRowKeys();
  useCountAnnouncement(first?.total, list.length, jobs.isFetching);
  return (
    <div className={css.page} data-facets={hasFacets || undefined} data-bare={isBare || undefined}>
      <div className={css.top} data-screen-only>
        <PageTitle title={t('title')} />
        {hasFacets && <SearchBox key={search.q ?? ''} search={search} />}
        {hasFacets && (
          <Button
            className={css.filterButton}
            leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />}
            onClick={() => openFilters(true)}
          >
            {t('filter.title')}
          </Button>
        )}
        <FilterChips search={search} />
      </div>
      {hasFacets && isWide && (
        <aside className={css.facets} aria-label={t('filter.title')}>
          {facets ? <Filters search={search} facets={facets} /> : <Rows count={9} words={t('common:loading')} />}
        </aside>
      )}
      <section className={css.listPane} aria-label={t('list')}>
        {!isBare && <ListHead search={search} total={first?.total ?? null} isByFit={isByFit} isFitting={isFitting} canFit={hasMatches} />}
        {first?.corrections?.map((word) => (
          <p key={word.typed} className={css.note}>
            {t('corrected', { typed: word.typed, meant: word.meant })}
          </p>
        ))}
        {jobs.error && <div className={ui.body}><ProblemNote error={jobs.error} retry={() => void jobs.refetch()} /></div>}
        {(jobs.isPending || (hasFit && fitting.isPending)) && <Rows count={7} words={t('loading')} />}
        {!jobs.isPending && !jobs.error && list.length === 0 && <Nothing search={search} without={first?.without_filter ?? []} />}
        {list.length > 0 && (
          <ol className={css.rows}>
            {list.map(({ job, fit }) => (
              <JobRow key={job.id} job={job} fit={fit} isOpen={isWide && job.id === open} opensBeside={isWide} />
            ))}
          </ol>
        )}
        {!isByFit && jobs.hasNextPage && (
          <div className={css.more}>
            <Button onClick={() => void jobs.fetchNextPage()}>{t('more')}</Button>
          </div>
        )}
      </section>
      {isWide && open && (
        <section className={css.pane} aria-label={t('reading')}>
          <JobPane key={open} id={open} />
        </section>
      )}
      {facets && areFiltersOpen && (
        <Suspense>
          <FiltersSheet search={search} facets={facets} total={first?.total ?? list.length} close={() => openFilters(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** The rows of the recommendations. */
function byFit(fitting: Recommendation[]) {
  return fitting.map((found) => ({ job: found.job as FoundJob, fit: fitOf(found) }));
}

/** The rows as the server sorts them, those that are recommended with their match. */
function withFit(jobs: FoundJob[], fitting: Recommendation[]) {
  const matches = new Map(fitting.map((found) => [found.job.id, found]));
  return jobs.map((job) => {
    const match = matches.get(job.id);
    return { job, fit: match && fitOf(match) };
  });
}

function SearchBox({ search }: { search: JobsSearch }) {
  const { t } = useTranslation(['jobs', 'common']);
  const refine = useRefine();
  return (
    <form
      role="search"
      className={css.search}
      onSubmit={(event) => {
        event.preventDefault();
        const words = String(new FormData(event.currentTarget).get('q') ?? '').trim();
        void refine({ q: words || undefined, job: undefined });
      }}
    >
      <TextInput
        name="q"
        type="search"
        data-search
        aria-label={t('search')}
        placeholder={t('searchPlaceholder')}
        defaultValue={search.q}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      />
    </form>
  );
}

function ListHead({ search, total, isByFit, isFitting, canFit }: {
  search: JobsSearch;
  total: number | null;
  isByFit: boolean;
  isFitting: boolean;
  canFit: boolean;
}) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const refine = useRefine();
  const orders = [...(canFit ? (['fit'] as const) : []), 'date' as const, ...(search.q ? (['relevance'] as const) : [])];
  const usual = search.q ? 'relevance' : 'date';
  const chosen = search.sort === 'fit' ? undefined : search.sort;
  const order = isFitting ? 'fit' : (chosen ?? usual);
  return (
    <div className={css.listHead}>
      <span>{isByFit ? t('bestFits') : total === null ? t('all') : t('count', { count: total, number: format.number(total) })}</span>
      {orders.length > 1 && (
        <label className={css.sort}>
          <span className={ui.muted}>{t('sort.label')}</span>
          <select value={order} onChange={(event) => refine({ sort: event.currentTarget.value as 'date' })}>
            {orders.map((name) => (
              <option key={name} value={name}>
                {t(`sort.${name}`)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

function Nothing({ search, without }: { search: JobsSearch; without: { filter: string; total: number }[] }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const refine = useRefine();
  const navigate = useNavigate();
  const mayLoad = isAdmin(useSession());
  if (!isFiltered(search)) {
    return (
      <Empty
        icon={<IconSearchOff size={28} stroke={1.5} aria-hidden />}
        title={t('empty.title')}
        actions={mayLoad && <ButtonLink to="/admin/ingestion">{t('empty.load')}</ButtonLink>}
      >
        {mayLoad ? t('empty.admin') : t('empty.guest')}
      </Empty>
    );
  }
  return (
    <Empty
      icon={<IconSearchOff size={28} stroke={1.5} aria-hidden />}
      title={t('nothing.title')}
      actions={<Button onClick={() => void navigate({ to: '/jobs', search: {} })}>{t('nothing.clear')}</Button>}
    >
      {without.length > 0 ? t('nothing.leaveOut') : t('nothing.intro')}
      {without.map(({ filter, total }) => {
        const name = FILTERS.find((name) => name === filter || (filter === 'pay' && name === 'min_salary'));
        if (!name) return null;
        return (
          <button key={filter} type="button" className={css.without} onClick={() => void refine({ [name]: undefined })}>
            {t(`filter.name.${name}`)} <span>{t('count', { count: total, number: format.number(total) })}</span>
          </button>
        );
      })}
    </Empty>
  );
}

/** `J` and `K` move through the rows, `Enter` opens the page of the one in focus. */
function useRowKeys() {
  const navigate = useNavigate();
  const move = (step: number) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row === document.activeElement);
    const open = rows.findIndex((row) => row.getAttribute('aria-current') === 'true');
    const next = rows[Math.min(rows.length - 1, Math.max(0, (at < 0 ? open : at) + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    if (next?.dataset['job'] && matchMedia('(min-width: 75em)').matches) next.click();
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    o: () => {
      const row = document.activeElement as HTMLElement | null;
      const id = row?.dataset['job'] ?? document.querySelector<HTMLElement>('[data-row][aria-current]')?.dataset['job'];
      if (id) void navigate({ to: '/jobs/$id', params: { id } });
    },
  });
}

/** Announces the number of jobs to screen readers when the list changes. */
function useCountAnnouncement(total: number | null | undefined, shown: number, isFetching: boolean) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const announceCount = useEffectEvent((count: number) => announce(t('count', { count, number: format.number(count) })));
  const count = total ?? shown;
  useEffect(() => {
    if (!isFetching && count > 0) announceCount(count);
  }, [count, isFetching]);
}
