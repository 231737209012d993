import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';

export type PostedJob = Schemas['PostedJobItem'];
export type PostedJobDetail = Schemas['PostedJobResource'];
export type Posting = Schemas['PostingRequest'];
export type Applicant = Schemas['Applicant'];

const PAGE = 30;
const next = (page: { next_cursor?: string | null }) => page.next_cursor ?? undefined;

/** The jobs that I have posted, last posted first. */
export const postedJobsQuery = infiniteQueryOptions({
  queryKey: ['postings'],
  queryFn: ({ pageParam }) => ok(api.GET('/api/v1/provider/jobs', { params: { query: { limit: PAGE, cursor: pageParam } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: next,
});

/** A job that I have posted, with the version that a change of it names. */
export function postedJobQuery(id: string) {
  return queryOptions({
    queryKey: ['postings', id],
    queryFn: async () => {
      const request = api.GET('/api/v1/provider/jobs/{id}', { params: { path: { id } } });
      const job = await ok(request);
      return { job, version: (await request).response.headers.get('etag') ?? undefined };
    },
  });
}

/** Who has applied for a job that I have posted. */
export function applicantsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['postings', id, 'applicants'],
    queryFn: ({ pageParam }) =>
      ok(api.GET('/api/v1/provider/jobs/{id}/applications', { params: { path: { id }, query: { limit: PAGE, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: next,
  });
}
