import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ok, type Schemas } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Chip, Empty, PageHeader, ProblemNote, Rows, toast, ui } from '@/shared';
import { isCancelled } from './cancelled';
import { useUser } from './session';
import { useStepUp } from './StepUp';
import css from './people.module.css';

const route = getRouteApi('/signed-in/admins/admin/people');
const ROLES = ['seeker', 'provider', 'admin', 'super_admin'] as const;
const LOCKED_DAYS = 30;

/** Accounts, their roles, and who may not sign in for a while. */
export function PeoplePage() {
  const { t } = useTranslation(['admin', 'common']);
  const format = useFormat();
  const user = useUser();
  const { role } = route.useSearch();
  const queries = useQueryClient();
  const { protect, dialog } = useStepUp();
  const people = useInfiniteQuery({
    queryKey: ['people', role ?? 'all'],
    queryFn: ({ pageParam }) => ok(api.GET('/api/v1/admin/users', { params: { query: { role, limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const stats = useQuery({ queryKey: ['people-stats'], queryFn: () => ok(api.GET('/api/v1/admin/users/stats')) });
  const refresh = () => queries.invalidateQueries({ queryKey: ['people'] });
  const change = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Schemas['Role'] }) =>
      protect(() => ok(api.PUT('/api/v1/admin/users/{id}/role', { params: { path: { id } }, body: { role } }))),
    onSuccess: (changed) => toast(t('people.roleChanged', { email: changed.email, role: t(`role.${changed.role}`) })),
    onSettled: refresh,
  });
  const ban = useMutation({
    mutationFn: ({ id, until }: { id: string; until: string | null }) =>
      protect(() => ok(api.PUT('/api/v1/admin/users/{id}/ban', { params: { path: { id } }, body: { until } }))),
    onSettled: refresh,
  });
  const items = people.data?.pages.flatMap((page) => page.items) ?? [];
  const error = [people.error, change.error, ban.error].find((error) => error && !isCancelled(error));
  const lock = (id: string) => ban.mutate({ id, until: new Date(Date.now() + LOCKED_DAYS * 86_400_000).toISOString() });
  return (
    <>
      <PageHeader title={t('people.title')} subtitle={stats.data ? t('people.counts', { count: stats.data.total, number: format.number(stats.data.total) }) : undefined} />
      <nav className={css.tabs} aria-label={t('people.roles')}>
        <Link to="/admin/people" search={{}} activeOptions={{ exact: true, includeSearch: true }}>{t('people.all')}</Link>
        {ROLES.map((name) => (
          <Link key={name} to="/admin/people" search={{ role: name }} activeOptions={{ exact: true, includeSearch: true }}>{t(`role.${name}`)}</Link>
        ))}
      </nav>
      {error && <div className={ui.body}><ProblemNote error={error} retry={() => void people.refetch()} /></div>}
      {people.isPending && <Rows count={6} words={t('common:loading')} />}
      {people.data && items.length === 0 && <Empty title={t('people.none')} />}
      {items.length > 0 && (
        <div className={ui.scroll} tabIndex={0} role="region" aria-label={t('people.title')}>
          <table className={ui.table}>
            <thead>
              <tr>
                <th scope="col">{t('people.person')}</th>
                <th scope="col">{t('people.role')}</th>
                <th scope="col">{t('people.since')}</th>
                <th scope="col">{t('people.lastIn')}</th>
                <th scope="col">{t('people.state')}</th>
                <th scope="col"><span className={css.hidden}>{t('tasks.act')}</span></th>
              </tr>
            </thead>
            <tbody>
              {items.map((person) => (
                <tr key={person.id}>
                  <td>
                    <span className={ui.strong}>{person.full_name ?? person.email}</span>
                    {person.full_name && <div className={ui.muted}>{person.email}</div>}
                  </td>
                  <td>
                    {user.role === 'super_admin' && person.id !== user.id ? (
                      <select
                        className={css.role}
                        aria-label={t('people.roleOf', { email: person.email })}
                        value={person.role}
                        onChange={(event) => change.mutate({ id: person.id, role: event.currentTarget.value as Schemas['Role'] })}
                      >
                        {ROLES.map((name) => (
                          <option key={name} value={name}>{t(`role.${name}`)}</option>
                        ))}
                      </select>
                    ) : (
                      t(`role.${person.role}`)
                    )}
                  </td>
                  <td className={ui.when}>{format.day(person.created_at)}</td>
                  <td className={ui.when}>{person.last_sign_in_at ? format.both(person.last_sign_in_at) : t('people.never')}</td>
                  <td>
                    {person.banned_until ? (
                      <Chip tone="brick">{t('people.lockedUntil', { day: format.day(person.banned_until) })}</Chip>
                    ) : person.is_verified ? (
                      <Chip tone="pine">{t('people.confirmed')}</Chip>
                    ) : (
                      <Chip tone="quiet">{t('people.unconfirmed')}</Chip>
                    )}
                  </td>
                  <td>
                    {person.id !== user.id && (
                      <button
                        type="button"
                        className={ui.link}
                        onClick={() => (person.banned_until ? ban.mutate({ id: person.id, until: null }) : lock(person.id))}
                      >
                        {person.banned_until ? t('people.unlock') : t('people.lock', { count: LOCKED_DAYS })}
                        <span className={css.hidden}> {person.email}</span>
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {people.hasNextPage && (
        <div className={ui.body}>
          <Button onClick={() => void people.fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
      {dialog}
    </>
  );
}
