import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';
import type { Tone } from '@/shared';

export type Application = Schemas['ApplicationItem'];
export type ApplicationDetail = Schemas['ApplicationResource'];
export type ApplicationStatus = Schemas['ApplicationStatus'];

const PAGE = 30;

/** Every status, in the order of the steps. */
export const STATUSES = [
  'applied', 'mock_interview_pending', 'mock_interview_completed', 'interview_pending', 'interview_scheduled', 'hired', 'rejected',
] as const satisfies ApplicationStatus[];

export const TONES: Record<ApplicationStatus, Tone> = {
  applied: 'slate',
  mock_interview_pending: 'ochre',
  mock_interview_completed: 'slate',
  interview_pending: 'ochre',
  interview_scheduled: 'ochre',
  hired: 'pine',
  rejected: 'brick',
  withdrawn: 'quiet',
};

/** My applications, last sent first. */
export function applicationsQuery(status?: ApplicationStatus) {
  return infiniteQueryOptions({
    queryKey: ['applications', status ?? null],
    queryFn: ({ pageParam }) => ok(api.GET('/api/v1/applications', { params: { query: { status, limit: PAGE, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** My application for a job, if there is one. */
export function applicationForQuery(jobId: string) {
  return queryOptions({
    queryKey: ['applications', 'of', jobId],
    queryFn: async () => (await ok(api.GET('/api/v1/applications', { params: { query: { job_id: jobId, limit: 1 } } }))).items[0] ?? null,
  });
}

/** One application, with the version that a change of it names. */
export function applicationQuery(id: string) {
  return queryOptions({
    queryKey: ['applications', 'one', id],
    queryFn: async () => {
      const request = api.GET('/api/v1/applications/{id}', { params: { path: { id } } });
      const application = await ok(request);
      return { application, version: (await request).response.headers.get('etag') ?? undefined };
    },
  });
}
