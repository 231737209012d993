import { expect, it } from 'vitest';
import { groupsOf, type TowerItem } from './queue';

const item = (id: string, status: TowerItem['status'], unread: number, minute: number, operator_id: string | null = null): TowerItem => ({
  id,
  status,
  unread,
  operator_id,
  created_at: '2026-11-28T08:00:00Z',
  last_message_at: `2026-11-28T09:${String(minute).padStart(2, '0')}:00Z`,
  last_seq: 1,
  user: { id, email: `${id}@example.org` },
});
const items = [
  item('ai-old', 'active_ai', 1, 1),
  item('waits-short', 'active_human', 1, 30, 'me'),
  item('waits-long', 'active_human', 2, 10, 'other'),
  item('answered', 'active_human', 0, 20, 'me'),
  item('ai-new', 'active_ai', 0, 5),
  { ...item('asked-for-one', 'waiting', 0, 50), waiting: { since: '2026-11-28T09:20:00Z', reason: 'asked' as const, answer_due_at: '2026-11-28T09:25:00Z' } },
  item('done', 'closed', 0, 40, 'me'),
];
const summary = (view: 'open' | 'mine' | 'closed') =>
  groupsOf(items, view, 'me').map((group) => `${group.name}: ${group.items.map(({ id }) => id).join(' ')}`);

it('shows who waits first, the longest wait before the others', () => {
  expect(summary('open')).toEqual(['waiting: waits-long asked-for-one waits-short', 'people: answered', 'assistant: ai-new ai-old']);
});

it('shows mine, and what is closed', () => {
  expect(summary('mine')).toEqual(['waiting: waits-short', 'people: answered']);
  expect(summary('closed')).toEqual(['closed: done']);
});
