import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCircleCheck, IconClock, IconMessages, IconPlus, IconSparkles, IconUser } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link, Outlet, useMatch, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ok, type Schemas } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Empty, PageTitle, ProblemNote, Rows, ui } from '@/shared';
import css from './chat.module.css';

export function useConversations() {
  return useInfiniteQuery({
    queryKey: ['conversations'],
    queryFn: ({ pageParam }) => ok(api.GET('/api/v1/chat/sessions', { params: { query: { limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** My conversations beside the one that is open; on phones one after the other. */
export function CoachLayout() {
  const { t } = useTranslation(['chat', 'common']);
  const isWide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const open = useMatch({ from: '/signed-in/coach/$session', shouldThrow: false })?.params.session;
  const conversations = useConversations();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/chat/sessions', { body: {} })),
    onSuccess: async (session) => {
      void conversations.refetch();
      await navigate({ to: '/coach/$session', params: { session: session.id } });
    },
  });
  const items = conversations.data?.pages.flatMap((page) => page.items) ?? [];
  const error = conversations.error ?? start.error;
  return (
    <div className={css.layout}>
      {(isWide || !open) && (
        <section className={css.list} aria-label={t('conversations')}>
          <div className={ui.header}>
            {open ? <p className={css.listTitle}>{t('title')}</p> : <PageTitle title={t('title')} />}
            <div className={ui.aside}>
              <Button leftSection={<IconPlus size={15} stroke={1.75} aria-hidden />} onClick={() => start.mutate()}>
                {t('new')}
              </Button>
            </div>
          </div>
          {error && <div className={ui.body}><ProblemNote error={error} retry={() => void conversations.refetch()} /></div>}
          {conversations.isPending && <Rows count={3} words={t('common:loading')} />}
          {conversations.data && items.length === 0 && (
            <Empty icon={<IconMessages size={28} stroke={1.5} aria-hidden />} title={t('none')}>
              {t('noneIntro')}
            </Empty>
          )}
          <ol>
            {items.map((item) => (
              <li key={item.id} className={css.item} data-open={item.id === open || undefined}>
                <ConversationLink item={item} isOpen={item.id === open} />
              </li>
            ))}
          </ol>
          {conversations.hasNextPage && (
            <div className={ui.body}>
              <Button onClick={() => void conversations.fetchNextPage()}>{t('common:more')}</Button>
            </div>
          )}
        </section>
      )}
      {(isWide || open) && (
        <div className={css.main}>
          <Outlet />
        </div>
      )}
    </div>
  );
}

function ConversationLink({ item, isOpen }: { item: Schemas['ConversationItem']; isOpen: boolean }) {
  const { t } = useTranslation(['chat', 'common']);
  const format = useFormat();
  return (
    <Link to="/coach/$session" params={{ session: item.id }} aria-current={isOpen ? 'true' : undefined}>
      <span className={css.itemHead}>
        <span className={ui.strong}>{item.job ? (item.job.title ?? t('jobGone')) : t('noJob')}</span>
        <span className={`${ui.muted} ${ui.small}`}>{format.moment(item.last_message_at ?? item.created_at)}</span>
      </span>
      <StatusWord status={item.status} />
    </Link>
  );
}

const STATUS = {
  active_ai: { Icon: IconSparkles, tone: 'toneSlate' },
  waiting: { Icon: IconClock, tone: 'toneOchre' },
  active_human: { Icon: IconUser, tone: 'toneClay' },
  closed: { Icon: IconCircleCheck, tone: 'toneMuted' },
} as const;

/** Who answers, as icon and word. */
export function StatusWord({ status }: { status: Schemas['ChatStatus'] }) {
  const { t } = useTranslation(['chat', 'common']);
  const { Icon, tone } = STATUS[status];
  return (
    <span className={`${ui.state} ${ui.small} ${ui[tone]}`}>
      <Icon size={15} stroke={1.75} aria-hidden /> {t(`status.${status}`)}
    </span>
  );
}

export function CoachStart() {
  const { t } = useTranslation(['chat', 'common']);
  // Where there is nothing to choose from, the list says what to do.
  const hasSome = useConversations().data?.pages.some((page) => page.items.length > 0) ?? false;
  if (!hasSome) return null;
  return <Empty icon={<IconMessages size={28} stroke={1.5} aria-hidden />} title={t('choose')}>{t('chooseIntro')}</Empty>;
}
