import { QueryClient } from '@tanstack/react-query';
import createClient, { type FetchResponse } from 'openapi-fetch';
import { asProblem, ProblemError } from './problem';
import type { components, paths } from './schema';
import { fetchInSession } from './session';

export type Schemas = components['schemas'];

/** The canonical API, typed by its own description. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: fetchInSession });

/** The answer, or the problem as an exception. */
export async function ok<T extends Record<string | number, unknown>, O, M extends `${string}/${string}`>(
  request: Promise<FetchResponse<T, O, M>>,
): Promise<NonNullable<FetchResponse<T, O, M>['data']>> {
  const { data, error, response } = await request;
  if (!response.ok) throw problemOf(error, response);
  return data as NonNullable<typeof data>;
}

function problemOf(error: unknown, response: Response): ProblemError {
  const after = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  const body = (typeof error === 'object' && error !== null ? error : {}) as Partial<Schemas['Problem']>;
  return new ProblemError(
    { ...body, code: body.code ?? 'internal_error', status: response.status },
    Number.isFinite(after) ? after : undefined,
  );
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A busy server is asked twice more, over a lost connection once; then pages show what failed, with a way to ask again.
      retry: (count, error) => {
        const { status } = asProblem(error);
        return status === 503 ? count < 2 : status === 0 && count < 1 && navigator.onLine;
      },
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
