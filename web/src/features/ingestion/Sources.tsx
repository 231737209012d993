import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok, type Schemas } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { ProblemNote, Rows, ui } from '@/shared';
import css from './ingestion.module.css';

type Source = Schemas['SourceResource'];

/** The boards that are read: whether each may be believed, what was learnt of it, and what it would give now. */
export function Sources({ isReading }: { isReading: boolean }) {
  const { t } = useTranslation(['admin', 'common']);
  const format = useFormat();
  const sources = useQuery({
    queryKey: ['sources', isReading],
    queryFn: () => ok(api.GET('/api/v1/admin/sources')),
    refetchInterval: isReading ? 3000 : false,
  });
  const preview = useMutation({
    mutationFn: (source: string) => ok(api.POST('/api/v1/admin/sources/preview', { body: { source } })),
  });
  const items = sources.data?.items ?? [];
  if (sources.error) return <div className={ui.body}><ProblemNote error={sources.error} retry={() => void sources.refetch()} /></div>;
  if (sources.isPending) return <Rows count={3} words={t('common:loading')} />;
  if (items.length === 0) return null;
  return (
    <>
      <div className={ui.scroll} tabIndex={0} role="region" aria-label={t('sources.table')}>
        <table className={ui.table}>
          <caption className={css.caption}>{t('sources.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('ingestion.source')}</th>
              <th scope="col">{t('sources.health')}</th>
              <th scope="col">{t('sources.robots')}</th>
              <th scope="col" className={ui.numeric}>{t('sources.listed')}</th>
              <th scope="col">{t('sources.lastComplete')}</th>
              <th scope="col" className={ui.numeric}>{t('sources.unchanged')}</th>
              <th scope="col">{t('sources.tryOut')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((source) => (
              <tr key={source.key}>
                <th scope="row" className={css.source}>
                  {source.name}
                  <div className={ui.muted}>{source.key}</div>
                </th>
                <td>
                  <Health source={source} />
                  {source.last_error && source.last_error_at && (
                    <div className={ui.muted}>{format.both(source.last_error_at)}: {source.last_error}</div>
                  )}
                </td>
                <td>{t(`sources.decision.${source.robots}`)}</td>
                <td className={ui.numeric}>{source.listed == null ? '–' : format.number(source.listed)}</td>
                <td>{source.last_complete_at ? format.both(source.last_complete_at) : '–'}</td>
                <td className={ui.numeric}>{t('sources.ofRuns', { unchanged: source.unchanged_runs, runs: source.runs })}</td>
                <td>
                  <Button
                    aria-label={t('sources.previewOf', { source: source.name })}
                    loading={preview.isPending && preview.variables === source.name}
                    onClick={() => preview.mutate(source.name)}
                  >
                    {t('sources.preview')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.error && <div className={ui.body}><ProblemNote error={preview.error} /></div>}
      {preview.data && preview.variables && <Preview source={preview.variables} preview={preview.data} />}
    </>
  );
}

/** The first postings of a dry run; nothing of it is kept. */
function Preview({ source, preview }: { source: string; preview: Schemas['SourcePreview'] }) {
  const { t } = useTranslation('admin');
  return (
    <section className={ui.body} aria-live="polite" aria-label={t('sources.previewOf', { source })}>
      <p>{t('sources.found', { count: preview.listed, source })}</p>
      <ul>
        {preview.postings.map((posting, position) => (
          <li key={position}>
            {posting.title} <span className={ui.muted}>{[posting.company, ...posting.locations, posting.salary?.text].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
        {preview.unreadable.map((reason) => <li key={reason} className={ui.toneBrick}>{reason}</li>)}
      </ul>
    </section>
  );
}

const HEALTH = {
  unread: { Icon: IconCircleDashed, tone: 'toneSlate' },
  healthy: { Icon: IconCircleCheck, tone: 'tonePine' },
  suspect: { Icon: IconAlertTriangle, tone: 'toneOchre' },
  failing: { Icon: IconCircleX, tone: 'toneBrick' },
} as const;

/** The word comes first, the colour second. */
function Health({ source }: { source: Source }) {
  const { t } = useTranslation('admin');
  const { Icon, tone } = HEALTH[source.health];
  return (
    <span className={`${ui.state} ${ui[tone]}`}>
      <Icon size={16} stroke={1.75} aria-hidden /> {t(`sources.is.${source.health}`)}
    </span>
  );
}
