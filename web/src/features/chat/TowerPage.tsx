import { Button } from '@mantine/core';
import { IconArrowLeft, IconCircleCheck, IconSparkles, IconUser } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { useUser } from '@/features/identity';
import { useFormat } from '@/i18n/format';
import { announce, Kbd, PageTitle, ProblemNote, Rows, ui } from '@/shared';
import { useKeys } from '@/shared/keys';
import { Composer } from './Composer';
import { ConnectionNote } from './ConnectionNote';
import type { ServerFrame } from './log';
import { MessageLog } from './MessageLog';
import { nameOf } from './queue';
import { towerQuery } from './tower';
import { useConnection } from './useConnection';
import { WaitingChips } from './Waiting';
import css from './chat.module.css';

const route = getRouteApi('/signed-in/admins/admin/tower/$session');

export function TowerPage() {
  const { session } = route.useParams();
  return <Watched key={session} id={session} />;
}

function Watched({ id }: { id: string }) {
  const { t } = useTranslation(['chat', 'common']);
  const format = useFormat();
  const user = useUser();
  const queries = useQueryClient();
  const [asksToClose, askToClose] = useState(false);
  const key = ['tower-conversation', id];
  const conversation = useQuery({
    queryKey: key,
    queryFn: () => ok(api.GET('/api/v1/admin/sessions/{id}', { params: { path: { id } } })),
  });
  const refresh = useCallback(() => {
    void queries.invalidateQueries({ queryKey: ['tower-conversation', id] });
    void queries.invalidateQueries({ queryKey: towerQuery.queryKey });
  }, [queries, id]);
  const onEvent = useCallback(
    (frame: ServerFrame) => {
      if (frame.type === 'history_replay') return;
      if (frame.type === 'user_message') announce(frame.content);
      refresh();
    },
    [refresh],
  );
  const { log, connection, nextTry, control } = useConnection(id, onEvent, refresh);
  const path = { params: { path: { id } } };
  const act = useMutation({
    mutationFn: async (what: 'intercept' | 'release' | 'close') => {
      const once = { headers: { 'idempotency-key': crypto.randomUUID() } };
      if (what === 'intercept') return ok(api.POST('/api/v1/admin/sessions/{id}/intercept', { ...path, ...once }));
      if (what === 'release') return ok(api.POST('/api/v1/admin/sessions/{id}/release', { ...path, ...once }));
      return ok(api.POST('/api/v1/admin/sessions/{id}/close', { ...path, ...once }));
    },
    onSettled: refresh,
  });
  const say = useMutation({
    mutationFn: (content: string) =>
      ok(api.POST('/api/v1/admin/sessions/{id}/message', { ...path, body: { content }, headers: { 'idempotency-key': crypto.randomUUID() } })),
    onSettled: refresh,
  });
  const status = conversation.data?.status;
  const isMine = conversation.data?.operator_id === user.id && status === 'active_human';
  useKeys({
    t: () => (status === 'active_ai' || status === 'waiting') && act.mutate('intercept'),
    r: () => isMine && act.mutate('release'),
    e: () => status !== 'closed' && askToClose(true),
  });
  if (conversation.isPending) return <Rows count={4} words={t('common:loading')} />;
  if (conversation.error) return <div className={ui.body}><ProblemNote error={conversation.error} retry={() => void conversation.refetch()} /></div>;
  const { user: seeker, job, messages: stored, created_at, waiting } = conversation.data;
  const isAssistants = status === 'active_ai' || status === 'waiting';
  const name = nameOf(seeker);
  const live = log.messages.length > stored.length ? log.messages : null;
  const takeovers = new Set(stored.filter((message) => message.kind === 'takeover').map((message) => message.seq));
  const messages = (
    live ??
    stored.map((message) => ({ seq: message.seq, sender: message.sender, content: message.content, at: message.created_at, generatedBy: message.generated_by }))
  ).map((message) => (takeovers.has(message.seq) ? { ...message, isTakeover: true } : message));
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <>
      <div className={css.conversation}>
        <header className={css.speaker} data-status={isMine ? 'active_human' : status}>
          <Link to="/admin/tower" className={css.back} aria-label={t('tower.queue')}>
            <IconArrowLeft {...icon} />
          </Link>
          <span className={css.person} aria-hidden><IconUser {...icon} /></span>
          <div className={css.speakerWords}>
            <PageTitle title={isMine ? t('tower.youAnswer', { name }) : name} tab={`${name} · ${t('tower.title')}`} />
            <p className={ui.small}>{isMine ? t('tower.silent') : t(`tower.status.${status!}`)}</p>
          </div>
          <div className={css.speakerActions}>
            {isAssistants && (
              <Button className={css.clayButton} onClick={() => act.mutate('intercept')} rightSection={<Kbd keys={['T']} />}>
                {t('tower.takeOver')}
              </Button>
            )}
            {isMine && (
              <Button leftSection={<IconSparkles {...icon} />} onClick={() => act.mutate('release')} rightSection={<Kbd keys={['R']} />}>
                {t('tower.handBack')}
              </Button>
            )}
            {status !== 'closed' && (
              <Button leftSection={<IconCircleCheck {...icon} />} onClick={() => askToClose(true)} rightSection={<Kbd keys={['E']} />}>
                {t('tower.close')}
              </Button>
            )}
          </div>
        </header>
        {status !== 'closed' && <ConnectionNote connection={connection} nextTry={nextTry} tryNow={() => control?.tryNow()} />}
        <MessageLog messages={messages} side="operator" person={name} />
        {(act.error ?? say.error) && (
          <div className={css.refusal} role="alert">
            {asProblem(act.error ?? say.error).message}
            {say.variables && say.error && (
              <button type="button" className={ui.link} onClick={() => say.mutate(say.variables)}>
                {t('common:tryAgain')}
              </button>
            )}
          </div>
        )}
        {asksToClose && status !== 'closed' && (
          <div className={css.closed}>
            <p>{t('tower.closeAsk', { name })}</p>
            <Button autoFocus onClick={() => { act.mutate('close'); askToClose(false); }}>{t('tower.closeNow')}</Button>
            <Button variant="subtle" onClick={() => askToClose(false)}>{t('common:cancel')}</Button>
          </div>
        )}
        {isMine && (
          <div className={css.writing}>
            <Composer
              draftKey={`tower.${id}`}
              label={t('tower.write', { name })}
              tone="clay"
              // Who took over goes on to write.
              autoFocus={act.variables === 'intercept'}
              send={(content) => say.mutate(content)}
            />
          </div>
        )}
        {isAssistants && <p className={css.closed}>{t('tower.takeToWrite')}</p>}
        {status === 'active_human' && !isMine && <p className={css.closed}>{t('tower.otherAnswers')}</p>}
        {status === 'closed' && <p className={css.closed}>{t('tower.isClosed')}</p>}
      </div>
      <aside className={css.context} aria-label={t('tower.context')}>
        <section className={ui.card}>
          <h2>{name}</h2>
          <p className={`${ui.muted} ${ui.small}`}>{seeker.email}</p>
          <WaitingChips waiting={waiting} />
          <p className={`${ui.muted} ${ui.small}`}>{t('tower.since', { when: format.both(created_at) })}</p>
        </section>
        {job && (
          <section className={ui.card}>
            <h2>{job.title ?? t('jobGone')}</h2>
            <Link to="/jobs/$id" params={{ id: job.id }} className={ui.link}>{t('openJob')}</Link>
          </section>
        )}
        <p className={`${ui.muted} ${ui.small}`}>{t('tower.private')}</p>
      </aside>
    </>
  );
}
