import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';
import type { JobsSearch } from './search';
import { apiQuery } from './search';

export type Job = Schemas['JobItem'];
export type JobDetail = Schemas['JobResource'];
export type Listing = Schemas['ListingItem'];

export type FoundJob = Schemas['JobFound'];
export type JobsPage = Schemas['JobsPage'];
/** Counts by value. `null` is unknown. */
export type Facets = Schemas['JobFacets'];
export type Suggestion = Schemas['SuggestionItem'];

const PAGE = 30;

export function jobsQuery(search: JobsSearch, isMatched = false) {
  const query = apiQuery(search, isMatched);
  return infiniteQueryOptions({
    queryKey: ['jobs', query],
    queryFn: async ({ pageParam }): Promise<JobsPage> => {
      const params = { query: { ...query, facets: !pageParam, limit: PAGE, cursor: pageParam } };
      // The client's types forget that a pair has two members.
      return (await ok(api.GET('/api/v1/jobs', { params }))) as JobsPage;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (previous) => previous,
  });
}

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ['job', id],
    queryFn: () => ok(api.GET('/api/v1/jobs/{id}', { params: { path: { id } } })),
  });
}

export function historyQuery(id: string) {
  return queryOptions({
    queryKey: ['job-history', id],
    queryFn: () => ok(api.GET('/api/v1/jobs/{id}/history', { params: { path: { id }, query: { limit: 100 } } })),
  });
}

export function similarQuery(id: string) {
  return queryOptions({
    queryKey: ['similar-jobs', id],
    queryFn: () => ok(api.GET('/api/v1/jobs/{id}/similar', { params: { path: { id } } })),
  });
}

/** What people may mean who have typed so much. */
export async function suggestions(text: string): Promise<Suggestion[]> {
  return (await ok(api.GET('/api/v1/jobs/suggest', { params: { query: { q: text } } }))).items;
}

/** How many jobs there are, in all and by value. */
export const countsQuery = queryOptions({
  queryKey: ['job-counts'],
  queryFn: () => ok(api.GET('/api/v1/jobs', { params: { query: { limit: 1, facets: true } } })),
});
