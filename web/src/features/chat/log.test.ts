import { describe, expect, it } from 'vitest';
import { EMPTY, lastSeq, type Log, received, type ServerFrame } from './log';

const NOW = '2026-11-28T14:00:00Z';
const all = (frames: ServerFrame[], start: Log = EMPTY) => frames.reduce((log, frame) => received(log, frame, NOW), start);
const texts = (log: Log) => log.messages.map((message) => `${message.seq} ${message.sender}: ${message.content}`);
const user = (seq: number, content: string, client_msg_id: string | null = null): ServerFrame => ({ type: 'user_message', seq, content, client_msg_id });
const assistant = (seq: number, content: string): ServerFrame => ({ type: 'ai_reply', seq, content, generated_by: 'rules' });

describe('a conversation', () => {
  it('is in order and has nothing twice, whatever is replayed', () => {
    const replay: ServerFrame = {
      type: 'history_replay',
      messages: [
        { seq: 1, role: 'user', content: 'a', timestamp: NOW },
        { seq: 2, role: 'assistant', content: 'b', timestamp: NOW },
      ],
    };
    const log = all([assistant(2, 'b'), replay, user(3, 'c'), replay, assistant(4, 'd'), assistant(4, 'd')]);
    expect(texts(log)).toEqual(['1 user: a', '2 assistant: b', '3 user: c', '4 assistant: d']);
    expect(lastSeq(log)).toBe(4);
  });

  it('turns what is pending into what was said, by the acknowledgement or by the message itself', () => {
    const start: Log = { ...EMPTY, pending: [{ id: 'x', content: 'hello' }, { id: 'y', content: 'there' }] };
    const log = all([{ type: 'ack', client_msg_id: 'x', seq: 1 }, user(1, 'hello', 'x'), user(2, 'there', 'y'), { type: 'ack', client_msg_id: 'y', seq: 2 }], start);
    expect(log.pending).toEqual([]);
    expect(texts(log)).toEqual(['1 user: hello', '2 user: there']);
  });

  it('knows who answers', () => {
    const taken = all([{ type: 'history_replay', messages: [], session_status: 'active_ai' }, { type: 'admin_takeover', event: 'admin_takeover', note: 'joined', seq: 1 }]);
    expect(taken.status).toBe('active_human');
    expect(taken.messages[0]?.isTakeover).toBe(true);
    const waiting = all([{ type: 'queued', message: 'told', content: 'said' }], taken);
    expect(waiting.isQueued).toBe(true);
    expect(all([{ type: 'admin_message', content: 'Hello', seq: 2 }], waiting).isQueued).toBe(false);
  });

  it('keeps a refusal until something is said', () => {
    const refused = all([{ type: 'error', code: 'refused', message: 'too long' }]);
    expect(refused.refusal?.message).toBe('too long');
    expect(all([user(1, 'short')], refused).refusal).toBeNull();
  });
});
