import { Button } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ok, type Schemas } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Chip, Empty, PageHeader, ProblemNote, Rows, toast, type Tone, ui } from '@/shared';
import css from './operations.module.css';

const route = getRouteApi('/signed-in/admins/admin/tasks');
export const STATES = ['dead', 'ready', 'running', 'done'] as const;
const TONES: Record<Schemas['TaskState'], Tone> = { dead: 'brick', ready: 'ochre', running: 'slate', done: 'pine' };

/** Background work; dead letters are what was given up after the last attempt. */
export function TasksPage() {
  const { t } = useTranslation(['admin', 'common']);
  const format = useFormat();
  const { state = 'dead' } = route.useSearch();
  const queries = useQueryClient();
  const tasks = useInfiniteQuery({
    queryKey: ['tasks', state],
    queryFn: ({ pageParam }) => ok(api.GET('/api/v1/admin/tasks', { params: { query: { state, limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const retry = useMutation({
    mutationFn: (id: string) =>
      ok(api.POST('/api/v1/admin/tasks/{id}/retry', { params: { path: { id } }, headers: { 'idempotency-key': crypto.randomUUID() } })),
    onSuccess: () => toast(t('tasks.again')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  });
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  const error = tasks.error ?? retry.error;
  return (
    <>
      <PageHeader title={t('tasks.title')} />
      <nav className={css.tabs} aria-label={t('tasks.states')}>
        {STATES.map((name) => (
          <Link key={name} to="/admin/tasks" search={name === 'dead' ? {} : { state: name }} activeOptions={{ exact: true, includeSearch: true }}>
            {t(`tasks.state.${name}`)}
          </Link>
        ))}
      </nav>
      {error && <div className={ui.body}><ProblemNote error={error} retry={() => void tasks.refetch()} /></div>}
      {tasks.isPending && <Rows count={5} words={t('common:loading')} />}
      {tasks.data && items.length === 0 && (
        <Empty icon={<IconChecklist size={28} stroke={1.5} aria-hidden />} title={t(`tasks.none.${state}`)}>{t('tasks.noneIntro')}</Empty>
      )}
      {items.length > 0 && (
        <div className={ui.scroll} tabIndex={0} role="region" aria-label={t('tasks.title')}>
          <table className={ui.table}>
            <thead>
              <tr>
                <th scope="col">{t('tasks.class')}</th>
                <th scope="col">{t('tasks.what')}</th>
                <th scope="col">{t('tasks.reason')}</th>
                <th scope="col">{t('tasks.attempts')}</th>
                <th scope="col">{t('tasks.when')}</th>
                <th scope="col"><span className={css.hidden}>{t('tasks.act')}</span></th>
              </tr>
            </thead>
            <tbody>
              {items.map((task) => (
                <tr key={task.id}>
                  <td>
                    <code>{task.class}</code> <Chip tone={TONES[task.state]}>{t(`tasks.state.${task.state}`)}</Chip>
                  </td>
                  <td className={css.payload}><code>{JSON.stringify(task.payload)}</code></td>
                  <td className={css.wide}>{task.reason ?? '–'}</td>
                  <td>{t('tasks.attemptsOf', { attempts: task.attempts, allowed: task.attempts_allowed })}</td>
                  <td className={ui.when}>{format.both(task.finished_at ?? task.run_at)}</td>
                  <td>
                    {task.state === 'dead' && (
                      <button type="button" className={ui.link} onClick={() => retry.mutate(task.id)}>{t('common:tryAgain')}</button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {tasks.hasNextPage && (
        <div className={ui.body}>
          <Button onClick={() => void tasks.fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </>
  );
}
