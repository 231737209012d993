import { Button } from '@mantine/core';
import { IconArrowLeft, IconSparkles, IconUser } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { ButtonLink, announce, PageTitle, ProblemNote, Rows, ui } from '@/shared';
import { Composer } from './Composer';
import { ConnectionNote } from './ConnectionNote';
import type { ServerFrame, Status } from './log';
import { MessageLog } from './MessageLog';
import { useConnection } from './useConnection';
import { AskForPerson, WaitingCard } from './Waiting';
import css from './chat.module.css';

const route = getRouteApi('/signed-in/coach/$session');

export function CoachPage() {
  const { session } = route.useParams();
  return <Conversation key={session} id={session} />;
}

const STARTERS = ['gap', 'resume', 'interview'] as const;

function Conversation({ id }: { id: string }) {
  const { t } = useTranslation(['chat', 'common']);
  const queries = useQueryClient();
  const key = ['conversation', id];
  const conversation = useQuery({
    queryKey: key,
    queryFn: () => ok(api.GET('/api/v1/chat/sessions/{id}', { params: { path: { id } } })),
  });
  const refresh = useCallback(() => {
    void queries.invalidateQueries({ queryKey: ['conversation', id] });
    void queries.invalidateQueries({ queryKey: ['conversations'] });
  }, [queries, id]);
  const onEvent = useCallback(
    (frame: ServerFrame) => {
      if (frame.type === 'admin_takeover') announce(t('told.joined'), true);
      if (frame.type === 'ai_reply' || frame.type === 'admin_message') announce(frame.content);
      // A notice may mean that the assistant answers again, or that the conversation is closed.
      if (frame.type === 'system_notification' || frame.type === 'admin_takeover') refresh();
    },
    [t, refresh],
  );
  const { log, connection, nextTry, control } = useConnection(id, onEvent, refresh);
  const status = currentStatus(conversation.data?.status, log.status, connection === 'over');
  if (conversation.isPending) return <Rows count={4} words={t('common:loading')} />;
  if (conversation.error) return <div className={ui.body}><ProblemNote error={conversation.error} retry={() => void conversation.refetch()} /></div>;
  const { job, messages: stored, waiting } = conversation.data;
  const messages =
    log.messages.length > 0
      ? log.messages
      : stored.map((message) => ({
          seq: message.seq,
          sender: message.sender,
          content: message.content,
          at: message.created_at,
          generatedBy: message.generated_by,
          isTakeover: message.kind === 'takeover',
        }));
  const takeovers = new Set(stored.filter((message) => message.kind === 'takeover').map((message) => message.seq));
  const shown = messages.map((message) => (takeovers.has(message.seq) ? { ...message, isTakeover: true } : message));
  const hasAsked = shown.some((message) => message.sender === 'user') || log.pending.length > 0;
  return (
    <div className={css.conversation}>
      <SpeakerHeader status={status} title={job ? (job.title ?? t('jobGone')) : t('noJob')} jobId={job?.id}>
        {status === 'active_ai' && <AskForPerson id={id} onChange={refresh} />}
      </SpeakerHeader>
      <ConnectionNote connection={connection} nextTry={nextTry} tryNow={() => control?.tryNow()} />
      <MessageLog messages={shown} pending={log.pending} side="seeker" isOn={connection === 'on'} withdraw={(id) => control?.withdraw(id)} />
      {log.refusal && (
        <div className={css.refusal} role="alert">
          {log.refusal.message}
          {log.pending.length > 0 && (
            <button type="button" className={ui.link} onClick={() => control?.withdraw(log.pending[0]!.id)}>
              {t('withdraw')}
            </button>
          )}
        </div>
      )}
      {waiting && <WaitingCard id={id} waiting={waiting} onChange={refresh} />}
      {log.isQueued && <p className={css.waiting}>{t('forwarded')}</p>}
      {status === 'closed' ? (
        <Closed jobId={job?.id} />
      ) : (
        <div className={css.writing}>
          {!hasAsked && (
            <ul className={css.starters} aria-label={t('couldAsk')}>
              {STARTERS.filter((name) => job || name !== 'gap').map((name) => (
                <li key={name}>
                  <Button onClick={() => control?.say(t(`starter.${name}`))}>{t(`starter.${name}`)}</Button>
                </li>
              ))}
            </ul>
          )}
          <Composer
            draftKey={id}
            label={status === 'active_human' ? t('writeToPerson') : t('write')}
            tone="pine"
            previous={shown.findLast((message) => message.sender === 'user')?.content}
            send={(content) => control?.say(content)}
          />
        </div>
      )}
    </div>
  );
}

/** What the server said last counts; a connection that is over means that nothing more is said. */
function currentStatus(stored: Status | undefined, live: Status | null, isOver: boolean): Status {
  if (stored === 'closed') return 'closed';
  if (isOver && stored) return stored;
  return stored ?? live ?? 'active_ai';
}

/** Who answers; a takeover changes its colour. */
function SpeakerHeader({ status, title, jobId, children }: { status: Status; title: string; jobId?: string; children: ReactNode }) {
  const { t } = useTranslation(['chat', 'common']);
  const before = useRef(status);
  useEffect(() => {
    if (before.current === 'active_human' && status === 'active_ai') announce(t('told.back'), true);
    before.current = status;
  }, [status, t]);
  const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <header className={css.speaker} data-status={status}>
      <Link to="/coach" className={css.back} aria-label={t('conversations')}>
        <IconArrowLeft {...icon} />
      </Link>
      {status === 'active_human' ? <span className={css.person}><IconUser {...icon} /></span> : <span className={css.machine}><IconSparkles {...icon} /></span>}
      <div className={css.speakerWords}>
        <PageTitle title={title} tab={`${title} · ${t('title')}`} />
        <p className={ui.small}>{t(`speaker.${status}`)}</p>
      </div>
      {children}
      {jobId && (
        <ButtonLink to="/jobs/$id" params={{ id: jobId }}>
          {t('openJob')}
        </ButtonLink>
      )}
    </header>
  );
}

function Closed({ jobId }: { jobId?: string }) {
  const { t } = useTranslation(['chat', 'common']);
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/chat/sessions', { body: jobId ? { job_id: jobId } : {} })),
    onSuccess: (session) => navigate({ to: '/coach/$session', params: { session: session.id } }),
  });
  return (
    <div className={css.closed}>
      <p>{t('closed')}</p>
      <Button onClick={() => start.mutate()}>{t('startNew')}</Button>
      {start.error && <ProblemNote error={start.error} />}
    </div>
  );
}
