import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { Empty, PageHeader, ProblemNote, Rows, ui } from '@/shared';
import { deskQuery, RATINGS, INTERVIEW_STATUSES } from './api';
import { StatusChip } from './StatusChip';
import css from './interviews.module.css';

const route = getRouteApi('/signed-in/admins/admin/interviews');

/** The interviews that wait for a review, and all others. */
export function DeskPage() {
  const { t } = useTranslation(['interviews', 'common']);
  const format = useFormat();
  const { status = 'pending_review' } = route.useSearch();
  const [words, setWords] = useState('');
  const [search] = useDebouncedValue(words.trim(), 250);
  const interviews = useInfiniteQuery(deskQuery(status, search));
  const items = interviews.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t('desk')}>
        <TextInput type="search" value={words} maxLength={200} aria-label={t('search')} placeholder={t('search')} onChange={(event) => setWords(event.currentTarget.value)} />
      </PageHeader>
      <nav className={css.tabs} aria-label={t('state')}>
        {INTERVIEW_STATUSES.map((name) => (
          <Link key={name} to="/admin/interviews" search={name === 'pending_review' ? {} : { status: name }} activeOptions={{ exact: true, includeSearch: true }}>
            {t(`status.${name}`)}
          </Link>
        ))}
      </nav>
      {interviews.error && <div className={ui.body}><ProblemNote error={interviews.error} retry={() => void interviews.refetch()} /></div>}
      {interviews.isPending && <Rows count={5} words={t('common:loading')} />}
      {interviews.data && items.length === 0 && (
        <Empty icon={<IconClipboardCheck size={28} stroke={1.5} aria-hidden />} title={t('deskNone')}>{t('deskNoneIntro')}</Empty>
      )}
      {items.length > 0 && (
        <div className={ui.scroll} tabIndex={0} role="region" aria-label={t('desk')}>
          <table className={ui.table}>
            <thead>
              <tr>
                <th scope="col">{t('seeker')}</th>
                <th scope="col">{t('about')}</th>
                <th scope="col">{t('when')}</th>
                <th scope="col">{t('state')}</th>
                {RATINGS.map((name) => <th scope="col" key={name} className={ui.numeric}>{t(`rating.${name}`)}</th>)}
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <td>
                    <Link to="/admin/interviews/$id" params={{ id: item.id }} className={ui.link}>{item.user.full_name ?? item.user.email}</Link>
                  </td>
                  <td>{item.job?.title ?? t('general')}{item.job?.company && <span className={ui.muted}> · {item.job.company}</span>}</td>
                  <td className={ui.when}>{format.both(item.started_at)}</td>
                  <td className={css.state}><StatusChip status={item.status} /></td>
                  {RATINGS.map((name) => <td key={name} className={ui.numeric}>{item.points[name] ?? '–'}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {interviews.hasNextPage && (
        <div className={ui.body}><Button onClick={() => void interviews.fetchNextPage()}>{t('common:more')}</Button></div>
      )}
    </>
  );
}
