import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';

/** Words of a resume or a posting, to the letter. */
export type Evidence = Schemas['MatchEvidence'];
export type CompactPart = Schemas['CompactPart'];
export type Part = Schemas['MatchPart'];
export type Skill = Schemas['MatchSkill'];
export type Match = Schemas['MatchScore'];
export type Recommendation = Schemas['RecommendedJob'];
export type ComparablePay = Schemas['PredictedSalary'];

export type PartKind = Part['kind'];
export const PARTS = ['meaning', 'skills', 'level', 'place', 'pay'] as const satisfies readonly PartKind[];

/** The match of the resume in use with one job. */
export function matchQuery(jobId: string) {
  return queryOptions({
    queryKey: ['match', jobId],
    queryFn: () => ok(api.POST('/api/v1/jobs/{id}/match-score', { params: { path: { id: jobId } } })),
  });
}

/** What comparable jobs pay, whatever this one states. */
export function comparablePayQuery(jobId: string) {
  return queryOptions({
    queryKey: ['comparable-pay', jobId],
    staleTime: Infinity,
    queryFn: () => ok(api.POST('/api/v1/jobs/{id}/predict-salary', { params: { path: { id: jobId } } })),
  });
}

/** The jobs that fit best. */
export const recommendationsQuery = queryOptions({
  queryKey: ['recommendations'],
  queryFn: () => ok(api.GET('/api/v1/jobs/recommendations', { params: { query: { limit: 100 } } })),
});

/** The jobs that fit a text best, without an account. */
export function guestMatchesQuery(text: string, skills: string[]) {
  return queryOptions({
    queryKey: ['guest-matches', text, skills],
    staleTime: Infinity,
    queryFn: async () =>
      (await ok(api.POST('/api/v1/ai/match-jobs', { params: { query: { limit: 20 } }, body: { text, skills } }))).items,
  });
}

/** 0 to 100, as people read it. */
export function outOf100(score: number): number {
  return Math.round(score * 100);
}

/** Points without the crumbs of arithmetic. */
export function rounded(points: number): number {
  return Math.round(points);
}
