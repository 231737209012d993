import { IconClock, IconSparkles, IconUser } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ui } from '@/shared';
import type { Message, Pending } from './log';
import css from './chat.module.css';

/** What was said. From the seeker's side, or from the control tower's. */
export function MessageLog({ messages, pending = [], side, person, isOn = true, withdraw }: {
  messages: Message[];
  pending?: Pending[];
  side: 'seeker' | 'operator';
  /** The name of the seeker, as the control tower shows it. */
  person?: string;
  isOn?: boolean;
  withdraw?: (id: string) => void;
}) {
  const { t } = useTranslation(['chat', 'common']);
  const end = useRef<HTMLDivElement>(null);
  const count = messages.length + pending.length;
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  return (
    <div className={css.log} role="log" aria-label={t('log')} tabIndex={0}>
      {messages.map((message) => (
        <MessageView key={message.seq} message={message} side={side} person={person} />
      ))}
      {pending.map((message) => (
        <div key={message.id} className={css.message} data-mine>
          <div className={`${css.bubble} ${css.dashed}`} dir="auto">
            {message.content}
          </div>
          <p className={css.meta}>
            <IconClock size={14} stroke={1.75} aria-hidden /> {isOn ? t('sending') : t('notSent')}
            {withdraw && !isOn && (
              <button type="button" className={ui.link} onClick={() => withdraw(message.id)}>
                {t('withdraw')}
              </button>
            )}
          </p>
        </div>
      ))}
      <div ref={end} />
    </div>
  );
}

function MessageView({ message, side, person }: { message: Message; side: 'seeker' | 'operator'; person?: string }) {
  const { t } = useTranslation(['chat', 'common']);
  const format = useFormat();
  const at = format.moment(message.at);
  if (message.sender === 'system') {
    return (
      <p className={css.event} data-human={message.isTakeover || undefined}>
        <span>
          {message.isTakeover && <IconUser size={14} stroke={2} aria-hidden />} {at} {message.isTakeover ? t('joined') : message.content}
        </span>
      </p>
    );
  }
  const isMine = side === 'seeker' ? message.sender === 'user' : message.sender !== 'user';
  return (
    <div className={css.message} data-mine={isMine || undefined} data-sender={message.sender}>
      {!isMine && <Avatar sender={message.sender} person={person} />}
      <div className={css.content}>
        <p className={css.meta}>
          <Who message={message} side={side} person={person} /> <time dateTime={message.at}>{at}</time>
        </p>
        <div className={css.bubble} dir="auto">
          {message.content}
        </div>
      </div>
    </div>
  );
}

function Avatar({ sender, person }: { sender: Message['sender']; person?: string }) {
  if (sender === 'assistant') {
    return (
      <span className={css.machine} aria-hidden>
        <IconSparkles size={16} stroke={1.75} />
      </span>
    );
  }
  return (
    <span className={css.person} aria-hidden>
      {person ? initialsOf(person) : <IconUser size={16} stroke={1.75} />}
    </span>
  );
}

export function initialsOf(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter(Boolean);
  return (words.slice(0, 2).map((word) => Array.from(word)[0]).join('') || '?').toUpperCase();
}

/** Who speaks is never a guess: a machine says how it made its text. */
function Who({ message, side, person }: { message: Message; side: 'seeker' | 'operator'; person?: string }) {
  const { t } = useTranslation(['chat', 'common']);
  if (message.sender === 'assistant') {
    const model = message.generatedBy?.startsWith('model:') ? message.generatedBy.slice(6) : null;
    return (
      <>
        <strong>{t('assistant')}</strong> {model ? t('byModel', { model }) : t('byRules')} ·
      </>
    );
  }
  if (message.sender === 'admin') return <strong>{side === 'seeker' ? t('aPerson') : t('team')} ·</strong>;
  return <strong>{side === 'seeker' ? t('you') : (person ?? t('seeker'))} ·</strong>;
}
