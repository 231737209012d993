import type { Schemas } from '@/api/client';

export type ServerFrame = Schemas['ServerFrame'];
export type ClientFrame = Schemas['ClientFrame'];
export type Status = Schemas['ChatStatus'];

export interface Message {
  seq: number;
  sender: Schemas['Sender'];
  content: string;
  at: string;
  generatedBy?: string | null;
  /** A takeover is a line of its own. */
  isTakeover?: boolean;
}

/** A message that is not known to be stored. */
export interface Pending {
  id: string;
  content: string;
}

/** A conversation as this page knows it. */
export interface Log {
  messages: Message[];
  pending: Pending[];
  status: Status | null;
  /** Whether a message of ours waits for a person. */
  isQueued: boolean;
  refusal: { code: string; message: string } | null;
}

export const EMPTY: Log = { messages: [], pending: [], status: null, isQueued: false, refusal: null };

export function lastSeq(log: Log): number {
  return log.messages.at(-1)?.seq ?? 0;
}

/** What a frame changes. The same message is never there twice, however often it is sent. */
export function received(log: Log, frame: ServerFrame, now: string): Log {
  switch (frame.type) {
    case 'history_replay': {
      const replayed = frame.messages.map((message) => ({
        seq: message.seq,
        sender: message.role,
        content: message.content,
        at: message.timestamp,
        generatedBy: message.generated_by,
      }));
      return { ...log, messages: merged(log.messages, replayed), status: frame.session_status ?? log.status };
    }
    case 'ack': {
      const sent = log.pending.find((pending) => pending.id === frame.client_msg_id);
      if (!sent) return log;
      return append(without(log, sent.id), { seq: frame.seq, sender: 'user', content: sent.content, at: now });
    }
    case 'user_message':
      return append(without(log, frame.client_msg_id), { seq: frame.seq, sender: 'user', content: frame.content, at: now });
    case 'ai_reply':
      return append(log, { seq: frame.seq, sender: 'assistant', content: frame.content, at: now, generatedBy: frame.generated_by });
    case 'admin_message':
      return append({ ...log, isQueued: false }, { seq: frame.seq, sender: 'admin', content: frame.content, at: now });
    case 'admin_takeover':
      return append(
        { ...log, status: 'active_human', isQueued: false },
        { seq: frame.seq, sender: 'system', content: frame.note, at: now, isTakeover: true },
      );
    case 'system_notification':
      return append(log, { seq: frame.seq, sender: 'system', content: frame.content, at: now });
    case 'queued':
      return { ...log, isQueued: true, status: 'active_human' };
    case 'error':
      return { ...log, refusal: { code: frame.code, message: frame.message } };
  }
}

function append(log: Log, message: Message): Log {
  return { ...log, messages: merged(log.messages, [message]), refusal: null };
}

function without(log: Log, id: string | null | undefined): Log {
  return { ...log, pending: log.pending.filter((pending) => pending.id !== id) };
}

function merged(known: Message[], more: Message[]): Message[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of more) {
    const before = bySeq.get(message.seq);
    // A replay knows when it was said; what was told live, that it was a takeover.
    bySeq.set(message.seq, before ? { ...before, ...message, isTakeover: before.isTakeover } : message);
  }
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq);
}
