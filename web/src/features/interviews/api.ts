import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';

export type Interview = Schemas['MockInterviewResource'];
export type InterviewItem = Schemas['MockInterviewItem'];
export type Scorecard = Schemas['ScorecardBody'];
export type Rating = Schemas['RatingBody'];
export type Review = Schemas['ReviewBody'];
export type Status = Schemas['MockInterviewStatus'];

export const RATINGS = ['technical_accuracy', 'clarity', 'confidence'] as const;
export const INTERVIEW_STATUSES = ['pending_review', 'reviewed', 'completed', 'in_progress'] as const satisfies readonly Status[];

const PAGE = 30;

/** My interviews, last begun first. */
export const interviewsQuery = infiniteQueryOptions({
  queryKey: ['mock-interviews'],
  queryFn: ({ pageParam }) => ok(api.GET('/api/v1/mock-interviews', { params: { query: { limit: PAGE, cursor: pageParam } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

export function interviewQuery(id: string) {
  return queryOptions({
    queryKey: ['mock-interview', id],
    queryFn: () => ok(api.GET('/api/v1/mock-interviews/{id}', { params: { path: { id } } })),
  });
}

export const deskKey = ['desk'];

/** All interviews in a state, where the words occur. */
export function deskQuery(status: Status | undefined, search: string) {
  return infiniteQueryOptions({
    queryKey: [...deskKey, status, search],
    queryFn: ({ pageParam }) =>
      ok(api.GET('/api/v1/admin/mock-interviews', { params: { query: { status, search: search || undefined, limit: PAGE, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function deskInterviewQuery(id: string) {
  return queryOptions({
    queryKey: ['desk-interview', id],
    queryFn: () => ok(api.GET('/api/v1/admin/mock-interviews/{id}', { params: { path: { id } } })),
  });
}

export const startInterview = (jobId?: string) =>
  ok(api.POST('/api/v1/mock-interviews', { body: { job_id: jobId }, headers: { 'idempotency-key': crypto.randomUUID() } }));
