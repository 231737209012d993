import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Chip, PageHeader, ProblemNote, Rows, ui } from '@/shared';

/** What was done to accounts, and by whom. */
export function AuditPage() {
  const { t } = useTranslation(['admin', 'common']);
  const format = useFormat();
  const log = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) => ok(api.GET('/api/v1/admin/audit-log', { params: { query: { limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t('audit.title')} subtitle={t('audit.subtitle')} />
      {log.error && <div className={ui.body}><ProblemNote error={log.error} retry={() => void log.refetch()} /></div>}
      {log.isPending && <Rows count={6} words={t('common:loading')} />}
      {items.length > 0 && (
        <div className={ui.scroll} tabIndex={0} role="region" aria-label={t('audit.title')}>
          <table className={ui.table}>
            <thead>
              <tr>
                <th scope="col">{t('audit.when')}</th>
                <th scope="col">{t('audit.action')}</th>
                <th scope="col">{t('audit.outcome')}</th>
                <th scope="col">{t('audit.actor')}</th>
                <th scope="col">{t('audit.subject')}</th>
                <th scope="col">{t('audit.note')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.seq}>
                  <td className={ui.when}>{format.both(item.at)}</td>
                  <td className={ui.strong}>{t(`audit.did.${item.action}`)}</td>
                  <td><Chip tone={item.outcome === 'done' ? 'pine' : 'brick'}>{t(`audit.${item.outcome}`)}</Chip></td>
                  <td><code title={item.actor ?? undefined}>{item.actor?.slice(-8) ?? '–'}</code></td>
                  <td><code title={item.subject ?? undefined}>{item.subject?.slice(-8) ?? '–'}</code></td>
                  <td>{item.note || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {log.hasNextPage && (
        <div className={ui.body}>
          <Button onClick={() => void log.fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </>
  );
}
