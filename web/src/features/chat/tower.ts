import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';

/** How many of each list are shown. */
const SHOWN = 100;
/** How often the list is asked for: the server tells of single conversations, not of the list. */
const EVERY = 4000;

export const towerQuery = queryOptions({
  queryKey: ['tower'],
  queryFn: async () => {
    const list = (query: { status?: 'waiting' }) => ok(api.GET('/api/v1/admin/sessions', { params: { query: { ...query, limit: SHOWN } } }));
    // Who waits is shown however long ago they spoke.
    const [waiting, recent] = await Promise.all([list({ status: 'waiting' }), list({})]);
    const ids = new Set(waiting.items.map((item) => item.id));
    return { items: [...waiting.items, ...recent.items.filter((item) => !ids.has(item.id))] };
  },
  refetchInterval: EVERY,
  staleTime: 0,
});
