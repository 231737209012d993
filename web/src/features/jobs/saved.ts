import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';

const PAGE = 30;

/** The jobs that I keep for later, last saved first. */
export const savedJobsQuery = infiniteQueryOptions({
  queryKey: ['saved-jobs'],
  queryFn: ({ pageParam }) => ok(api.GET('/api/v1/saved-jobs', { params: { query: { limit: PAGE, cursor: pageParam } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

export function savedQuery(id: string) {
  return queryOptions({
    queryKey: ['saved-job', id],
    queryFn: () => ok(api.GET('/api/v1/saved-jobs/{id}', { params: { path: { id } } })),
  });
}
