import { useMediaQuery } from '@mantine/hooks';
import { IconBriefcaseOff, IconClock, IconHeadset, IconSparkles, IconUser, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useMatch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/features/identity';
import { countsQuery } from '@/features/jobs';
import { useFormat } from '@/i18n/format';
import { announce, ButtonLink, Chip, Empty, PageTitle, ProblemNote, Rows, ui } from '@/shared';
import { groupsOf, nameOf, type TowerItem, waits } from './queue';
import { WaitingChips } from './Waiting';
import { towerQuery } from './tower';
import css from './chat.module.css';

const route = getRouteApi('/signed-in/admins/admin/tower');
const VIEWS = ['open', 'mine', 'closed'] as const;
const ICONS = { waiting: IconClock, people: IconUser, assistant: IconSparkles, closed: IconCircleCheck };

/** The queue of conversations beside the one that is open. */
export function TowerLayout() {
  const { t } = useTranslation(['chat', 'common']);
  const user = useUser();
  const { view = 'open' } = route.useSearch();
  const isWide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const open = useMatch({ from: '/signed-in/admins/admin/tower/$session', shouldThrow: false })?.params.session;
  const tower = useQuery(towerQuery);
  const items = tower.data?.items ?? [];
  const groups = groupsOf(items, view, user.id);
  useWaitingAnnouncement(items);
  return (
    <div className={css.tower}>
      {(isWide || !open) && (
        <section className={css.list} aria-label={t('tower.queue')}>
          <div className={ui.header}>
            {open ? <p className={css.listTitle}>{t('tower.title')}</p> : <PageTitle title={t('tower.title')} />}
            <div className={ui.aside}>{tower.isSuccess && !tower.error && <Chip tone="pine">{t('tower.live')}</Chip>}</div>
          </div>
          <nav className={css.queueTabs} aria-label={t('tower.views')}>
            {VIEWS.map((name) => (
              <Link key={name} to="/admin/tower" search={name === 'open' ? {} : { view: name }} activeOptions={{ exact: !open, includeSearch: true }}>
                {t(`tower.view.${name}`)}
              </Link>
            ))}
          </nav>
          {tower.error && <div className={ui.body}><ProblemNote error={tower.error} retry={() => void tower.refetch()} /></div>}
          {tower.isPending && <Rows count={4} words={t('common:loading')} />}
          {tower.data && groups.length === 0 && <NobodyWaits view={view} />}
          {groups.map((group) => {
            const Icon = ICONS[group.name];
            return (
              <section key={group.name} aria-label={t(`tower.group.${group.name}`)}>
                <h2 className={css.group}>
                  <Icon size={15} stroke={1.75} aria-hidden /> {t(`tower.group.${group.name}`)} <span>{group.items.length}</span>
                </h2>
                <ol>
                  {group.items.map((item) => (
                    <Row key={item.id} item={item} isOpen={item.id === open} isMine={item.operator_id === user.id} view={view} />
                  ))}
                </ol>
              </section>
            );
          })}
        </section>
      )}
      {(isWide || open) && (
        <div className={css.towerMain} data-open={open ? true : undefined}>
          <Outlet />
        </div>
      )}
    </div>
  );
}

function Row({ item, isOpen, isMine, view }: { item: TowerItem; isOpen: boolean; isMine: boolean; view: 'open' | 'mine' | 'closed' }) {
  const { t } = useTranslation(['chat', 'common']);
  const format = useFormat();
  return (
    <li className={css.item} data-tone={isOpen ? 'clay' : undefined}>
      <Link to="/admin/tower/$session" params={{ session: item.id }} search={view === 'open' ? {} : { view }} aria-current={isOpen ? 'true' : undefined}>
        <span className={css.itemHead}>
          <span className={ui.strong}>{nameOf(item.user)}</span>
          <span className={`${ui.muted} ${ui.small}`}>{format.moment(item.last_message_at ?? item.created_at)}</span>
        </span>
        <span className={`${ui.muted} ${ui.small}`}>{item.job ? (item.job.title ?? t('jobGone')) : t('noJob')}</span>
        <span>
          <WaitingChips waiting={item.waiting} />{' '}
          {item.unread > 0 && item.status !== 'closed' && <Chip tone={item.status === 'active_human' ? 'ochre' : 'quiet'}>{t('tower.unread', { count: item.unread })}</Chip>}{' '}
          {isMine && item.status === 'active_human' && <Chip tone="clay">{t('tower.yours')}</Chip>}
        </span>
      </Link>
    </li>
  );
}

/** Announces to screen readers who begins to wait. */
function useWaitingAnnouncement(items: TowerItem[]) {
  const { t } = useTranslation(['chat', 'common']);
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    const waiting = items.filter(waits);
    if (known.current) {
      const next = waiting.find((item) => !known.current?.has(item.id));
      if (next) announce(t('told.waits', { name: nameOf(next.user) }), true);
    }
    if (items.length > 0) known.current = new Set(waiting.map((item) => item.id));
  }, [items, t]);
}

export function TowerStart() {
  const { t } = useTranslation(['chat', 'common']);
  // Where there is nothing to choose from, the queue says what to do.
  if (!useQuery(towerQuery).data?.items.length) return null;
  return <Empty icon={<IconHeadset size={28} stroke={1.5} aria-hidden />} title={t('tower.choose')}>{t('tower.chooseIntro')}</Empty>;
}

/** Nobody waits; in a new installation, because there is nothing to talk about yet. */
function NobodyWaits({ view }: { view: (typeof VIEWS)[number] }) {
  const { t } = useTranslation(['chat', 'common']);
  const counts = useQuery(countsQuery);
  if (counts.data?.total === 0) {
    return (
      <Empty
        icon={<IconBriefcaseOff size={28} stroke={1.5} aria-hidden />}
        title={t('tower.noJobs')}
        actions={<ButtonLink to="/admin/ingestion">{t('tower.loadJobs')}</ButtonLink>}
      >
        {t('tower.noJobsIntro')}
      </Empty>
    );
  }
  return <Empty icon={<IconHeadset size={28} stroke={1.5} aria-hidden />} title={t(`tower.none.${view}`)}>{t('tower.noneIntro')}</Empty>;
}
