import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';

/** Words of a resume or a posting, to the letter. */
export interface Evidence {
  source: 'resume' | 'posting';
  text: string;
  page?: number | null;
  section?: string | null;
  line?: number | null;
}

export const PARTS = ['meaning', 'skills', 'level', 'place', 'pay'] as const;
export type PartKind = (typeof PARTS)[number];

/** A part of a score; without points when nobody can know. */
export interface Part {
  kind: PartKind;
  points: number | null;
  max: number;
  sentence: string;
  evidence: Evidence[];
}

/** A match, with its parts where the server knows them. */
export type Match = Schemas['MatchScore'] & { points?: number; possible?: number; parts?: Part[] };
export type Recommendation = Schemas['RecommendedJob'];

/** The match of the resume in use with one job. */
export function matchQuery(jobId: string) {
  return queryOptions({
    queryKey: ['match', jobId],
    queryFn: async (): Promise<Match> => ok(api.POST('/api/v1/jobs/{id}/match-score', { params: { path: { id: jobId } } })),
  });
}

/** The jobs that fit best. */
export const recommendationsQuery = queryOptions({
  queryKey: ['recommendations'],
  queryFn: () => ok(api.GET('/api/v1/jobs/recommendations', { params: { query: { limit: 100 } } })),
});

/** 0 to 100, as people read it. */
export function outOf100(score: number): number {
  return Math.round(score * 100);
}
