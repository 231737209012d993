import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';
import type { JobsSearch } from './search';
import { apiQuery } from './search';

export type Job = Schemas['JobItem'];
export type JobDetail = Schemas['JobResource'];

/** A text with marked parts. */
interface MarkedText {
  text: string;
  ranges: [number, number][];
}

export interface FoundJob extends Job {
  highlights?: { title: MarkedText | null; description: MarkedText | null } | null;
}

interface Count<V> {
  value: V;
  jobs: number;
}

/** Counts by value. `null` is unknown. */
export interface Facets {
  workplace: Count<Schemas['Workplace'] | null>[];
  type: Count<Schemas['EmploymentType'] | null>[];
  company: Count<string>[];
  location: Count<string>[];
  pay: { currency: string | null; from: number; to: number | null; jobs: number }[];
  unknown_pay: number;
}

/** A page of the catalogue. A server without a search index answers with the jobs alone. */
export interface JobsPage {
  items: FoundJob[];
  next_cursor?: string | null;
  total?: number | null;
  facets?: Facets | null;
  without_filter?: { filter: string; total: number }[];
  corrections?: { typed: string; meant: string }[];
}

export interface Suggestion {
  text: string;
  kind: string;
  jobs: number;
}

const PAGE = 30;

export function jobsQuery(search: JobsSearch) {
  const query = apiQuery(search);
  return infiniteQueryOptions({
    queryKey: ['jobs', query],
    queryFn: async ({ pageParam }): Promise<JobsPage> => {
      const params = { ...query, facets: pageParam ? false : true, limit: PAGE, cursor: pageParam } as { limit: number };
      return (await ok(api.GET('/api/v1/jobs', { params: { query: params } }))) as JobsPage;
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

/** What people may mean who have typed so much; nothing where the server does not suggest. */
export async function suggestions(text: string): Promise<Suggestion[]> {
  const response = await fetch(`/api/v1/jobs/suggest?q=${encodeURIComponent(text)}`);
  if (!response.ok) return [];
  return ((await response.json()) as { items: Suggestion[] }).items;
}

/** How many jobs there are, in all and by value. */
export const countsQuery = queryOptions({
  queryKey: ['job-counts'],
  queryFn: async (): Promise<JobsPage> => {
    const query = { limit: 1, facets: true } as { limit: number };
    return (await ok(api.GET('/api/v1/jobs', { params: { query } }))) as JobsPage;
  },
});
