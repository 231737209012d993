import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';
import { fetchInSession } from '@/api/session';
import { ProblemError } from '@/api/problem';

/** Words of a resume or a posting, to the letter. */
export interface Evidence {
  source: 'resume' | 'posting';
  text: string;
  /** Of the resume's text, or of the posting's, from 0. */
  line: number;
}

export const PARTS = ['meaning', 'skills', 'level', 'place', 'pay'] as const;
export type PartKind = (typeof PARTS)[number];

/** A part of a score; without points when nobody can know. */
export interface CompactPart {
  kind: PartKind;
  points: number | null;
  max: number;
}

export interface Part extends CompactPart {
  sentence: string;
  evidence: Evidence[];
}

/** A skill that a posting asks for. */
export interface Skill {
  name: string;
  need: 'required' | 'preferred' | 'named';
  shown: boolean;
  /** What showing it would add, of 100. */
  adds: number;
  evidence: Evidence[];
}

/** A match: the number of meaning alone, or with its parts where the server knows them. */
export type Match = Omit<Schemas['MatchScore'], 'score'> & {
  score: number | null;
  parts?: Part[];
  skills?: Skill[];
  missing_licence?: string | null;
  generated_by?: string;
  resume_version?: number;
};
export type Recommendation = Omit<Schemas['RecommendedJob'], 'score'> & {
  score: number | null;
  parts?: CompactPart[];
  required?: number;
  shown?: number;
};

/** The match of the resume in use with one job. */
export function matchQuery(jobId: string) {
  return queryOptions({
    queryKey: ['match', jobId],
    queryFn: async () => (await ok(api.POST('/api/v1/jobs/{id}/match-score', { params: { path: { id: jobId } } }))) as Match,
  });
}

/** The jobs that fit best. */
export const recommendationsQuery = queryOptions({
  queryKey: ['recommendations'],
  queryFn: async () =>
    (await ok(api.GET('/api/v1/jobs/recommendations', { params: { query: { limit: 100 } } }))) as { items: Recommendation[] },
});

/** The jobs that fit a text best, without an account; `null` where a server compares for accounts alone. */
export function guestMatchesQuery(text: string, skills: string[]) {
  return queryOptions({
    queryKey: ['guest-matches', text, skills],
    staleTime: Infinity,
    queryFn: async (): Promise<Recommendation[] | null> => {
      const response = await fetchInSession(
        new Request('/api/v1/ai/match-jobs?limit=20', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ text, skills }),
        }),
      );
      if (response.status === 404) return null;
      if (!response.ok) throw await ProblemError.of(response);
      return ((await response.json()) as { items: Recommendation[] }).items;
    },
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
