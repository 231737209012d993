import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconPlayerPlay, IconProgress } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok, type Schemas } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { PageHeader, ProblemNote, Rows, toast, ui } from '@/shared';
import { FirstJobs } from './FirstJobs';
import { Sources } from './Sources';
import css from './ingestion.module.css';

type Run = Schemas['RunResource'];
const KEY = ['runs'];

/** Runs over the sources: what each found, and whether it may be believed. */
export function IngestionPage() {
  const { t } = useTranslation(['admin', 'common']);
  const format = useFormat();
  const queries = useQueryClient();
  const runs = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam }) => ok(api.GET('/api/v1/admin/scraping-logs', { params: { query: { limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // While something is read, and until anything was.
    refetchInterval: ({ state }) => {
      const runs = state.data?.pages.flatMap((page) => page.items);
      return runs?.length === 0 || runs?.some((run) => run.status === 'running') ? 3000 : false;
    },
  });
  const refresh = () => queries.invalidateQueries({ queryKey: KEY });
  const readAll = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/admin/ingest/trigger', { headers: { 'idempotency-key': crypto.randomUUID() } })),
    onSuccess: ({ sources }) => toast(sources.length > 0 ? t('ingestion.started', { count: sources.length }) : t('ingestion.noSources')),
    onSettled: refresh,
  });
  const enrich = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/admin/reenrich', { headers: { 'idempotency-key': crypto.randomUUID() } })),
    onSuccess: ({ jobs }) => toast(t('ingestion.enriching', { count: jobs })),
  });
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const error = runs.error ?? readAll.error ?? enrich.error;
  return (
    <>
      <PageHeader title={t('ingestion.title')} subtitle={t('ingestion.subtitle')}>
        <Button onClick={() => enrich.mutate()}>{t('ingestion.enrich')}</Button>
        <Button variant="filled" leftSection={<IconPlayerPlay size={15} stroke={1.75} aria-hidden />} onClick={() => readAll.mutate()}>
          {t('ingestion.readAll')}
        </Button>
      </PageHeader>
      {error && <div className={ui.body}><ProblemNote error={error} retry={() => void runs.refetch()} /></div>}
      <Sources isReading={items.some((run) => run.status === 'running')} />
      {runs.isPending && <Rows count={6} words={t('common:loading')} />}
      {runs.data && items.length === 0 && (
        <FirstJobs />
      )}
      {items.length > 0 && (
        <div className={ui.scroll} tabIndex={0} role="region" aria-label={t('ingestion.table')}>
          <table className={ui.table}>
            <caption className={css.caption}>{t('ingestion.table')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('ingestion.source')}</th>
                <th scope="col">{t('ingestion.outcome')}</th>
                <th scope="col">{t('ingestion.began')}</th>
                <th scope="col" className={ui.numeric}>{t('ingestion.took')}</th>
                <th scope="col" className={ui.numeric}>{t('ingestion.fetched')}</th>
                <th scope="col" className={ui.numeric}>{t('ingestion.new')}</th>
                <th scope="col" className={ui.numeric}>{t('ingestion.updated')}</th>
                <th scope="col" className={ui.numeric}>{t('ingestion.closed')}</th>
                <th scope="col" className={ui.numeric}>{t('ingestion.errors')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((run) => (
                <tr key={run.id}>
                  <th scope="row" className={css.source}>{run.source_name}</th>
                  <td>
                    <Outcome run={run} />
                    {run.message && <div className={ui.muted}>{run.message}</div>}
                  </td>
                  <td className={ui.when}>{format.both(run.started_at)}</td>
                  <td className={ui.numeric}>{run.finished_at ? format.seconds(Date.parse(run.finished_at) - Date.parse(run.started_at)) : '–'}</td>
                  <td className={ui.numeric}>{format.number(run.counts.fetched)}</td>
                  <td className={ui.numeric}>{format.number(run.counts.new)}</td>
                  <td className={ui.numeric}>{format.number(run.counts.updated)}</td>
                  <td className={ui.numeric}>{format.number(run.counts.closed)}</td>
                  <td className={`${ui.numeric} ${run.counts.errors > 0 ? ui.toneBrick : ''}`}>{format.number(run.counts.errors)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {runs.hasNextPage && (
        <div className={ui.body}>
          <Button onClick={() => void runs.fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </>
  );
}

const OUTCOMES = {
  running: { Icon: IconProgress, tone: 'toneSlate' },
  complete: { Icon: IconCircleCheck, tone: 'tonePine' },
  partial: { Icon: IconAlertTriangle, tone: 'toneOchre' },
  empty: { Icon: IconAlertTriangle, tone: 'toneOchre' },
  failed: { Icon: IconCircleX, tone: 'toneBrick' },
} as const;

/** The word comes first, the colour second. */
function Outcome({ run }: { run: Run }) {
  const { t } = useTranslation(['admin', 'common']);
  const { Icon, tone } = OUTCOMES[run.status];
  return (
    <span className={`${ui.state} ${ui[tone]}`}>
      <Icon size={16} stroke={1.75} aria-hidden /> {t(`run.${run.status}`)}
    </span>
  );
}
