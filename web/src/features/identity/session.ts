import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, ok, queryClient, type Schemas } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { hasSignedIn, mayHaveSignedIn, noteSession } from '@/api/session';

export type User = Schemas['UserResource'];

/** Who is signed in, or nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<User | null> => {
    if (!hasSignedIn() && !mayHaveSignedIn()) return null;
    try {
      const user = await ok(api.GET('/api/v1/users/{id}', { params: { path: { id: 'me' } } }));
      if (!hasSignedIn()) noteSession(true);
      return user;
    } catch (error) {
      // 403: the second factor was never proved.
      if (error instanceof ProblemError && (error.status === 401 || error.code === 'mfa_required')) return null;
      throw error;
    }
  },
});

export function useSession(): User | null {
  return useSuspenseQuery(sessionQuery).data;
}

/** Whoever is signed in, on pages that nobody else sees. */
export function useUser(): User {
  const user = useSession();
  // A sign-in that has just ended: the page stays as it was until another one is shown.
  const last = useRef(user);
  if (user) last.current = user;
  if (!last.current) throw new ProblemError({ status: 401, code: 'unauthorized' });
  return last.current;
}

export function isAdmin(user: User | null): boolean {
  return user?.role === 'admin' || user?.role === 'super_admin';
}

/** Where an account begins. */
export function homeOf(user: User | null): string {
  if (!user) return '/';
  return isAdmin(user) ? '/admin/tower' : '/jobs';
}

let ended = false;

/** Notes that a sign-in ended without being signed out of, so that the page to sign in says so. */
export function noteEnd(hasEnded: boolean) {
  ended = hasEnded;
}

export function hasEnded(): boolean {
  return ended;
}

/** After a sign-in nothing of another account stays. */
export async function signedIn(): Promise<User | null> {
  noteEnd(false);
  forgetPeople();
  noteSession(true);
  return queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
}

/** Ends the sign-in here and now. The server tells the browser to forget what our pages stored; the look stays. */
export async function signOut(): Promise<void> {
  const look = ['jw.scheme', 'jw.language', 'jw.keys'].map((key) => [key, localStorage.getItem(key)] as const);
  await ok(api.POST('/api/v1/auth/logout'));
  for (const [key, value] of look) if (value !== null) localStorage.setItem(key, value);
  sessionStorage.clear();
  leave();
}

/** Nobody is signed in here any more. */
export function leave() {
  forgetPeople();
  queryClient.setQueryData(sessionQuery.queryKey, null);
  noteSession(false);
}

/** Drops every answer of the server but who is signed in, which the frame goes on showing. */
function forgetPeople() {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
}
