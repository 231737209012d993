import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';

/** How often the list is asked for: the server tells of single conversations, not of the list. */
const EVERY = 4000;

export const towerQuery = queryOptions({
  queryKey: ['tower'],
  queryFn: () => ok(api.GET('/api/v1/admin/sessions', { params: { query: { limit: 100 } } })),
  refetchInterval: EVERY,
  staleTime: 0,
});
