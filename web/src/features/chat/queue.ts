import type { Schemas } from '@/api/client';

export type TowerItem = Schemas['TowerItem'];
export type View = 'open' | 'mine' | 'closed';

export interface Group {
  name: 'waiting' | 'people' | 'assistant' | 'closed';
  items: TowerItem[];
}

/** The conversations of a view in their groups: who waits for a person comes first, the longest wait before the others. */
export function groupsOf(items: TowerItem[], view: View, operator: string): Group[] {
  const wanted = items.filter((item) => {
    if (view === 'closed') return item.status === 'closed';
    return item.status !== 'closed' && (view === 'open' || item.operator_id === operator);
  });
  const last = (item: TowerItem) => Date.parse(item.waiting?.since ?? item.last_message_at ?? item.created_at);
  const oldest = (one: TowerItem, other: TowerItem) => last(one) - last(other);
  const newest = (one: TowerItem, other: TowerItem) => last(other) - last(one);
  const of = (name: Group['name'], belongs: (item: TowerItem) => boolean, order: typeof oldest): Group => ({
    name,
    items: wanted.filter(belongs).sort(order),
  });
  const groups = [
    of('waiting', waits, oldest),
    of('people', (item) => item.status === 'active_human' && item.unread === 0, newest),
    of('assistant', (item) => item.status === 'active_ai', newest),
    of('closed', (item) => item.status === 'closed', newest),
  ];
  return groups.filter((group) => group.items.length > 0);
}

/** Whether the seeker waits for a person: for one to join, or for the one who joined. */
export function waits(item: TowerItem): boolean {
  return item.status === 'waiting' || (item.status === 'active_human' && item.unread > 0);
}

export function nameOf(user: Schemas['TowerPerson']): string {
  return user.full_name || user.email;
}
