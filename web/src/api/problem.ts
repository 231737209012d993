import type { components } from './schema';

export type Problem = components['schemas']['Problem'];

/** What the server says instead of an answer, or that no answer came. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  /** Seconds after which asking again is welcome. */
  readonly retryAfter: number | undefined;

  constructor(problem: Partial<Problem> & { status: number; code: string }, retryAfter?: number) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.request_id;
    this.retryAfter = retryAfter;
  }

  /** Nothing came back. */
  static offline(): ProblemError {
    return new ProblemError({ status: 0, code: 'offline' });
  }

  static async of(response: Response): Promise<ProblemError> {
    const after = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    const retryAfter = Number.isFinite(after) ? after : undefined;
    const body: unknown = await response.json().catch(() => null);
    const problem = isProblem(body) ? body : { code: 'internal_error', detail: response.statusText };
    return new ProblemError({ ...problem, status: response.status }, retryAfter);
  }

  /** Whether the same request may succeed later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && typeof (body as Problem).code === 'string';
}

export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({ status: -1, code: 'page', detail: error instanceof Error ? error.message : String(error) });
}

/** Which field of a form a refusal is about, as its sentence tells. */
export function fieldOf<F extends string>(problem: ProblemError, words: Record<F, RegExp>): F | undefined {
  if (problem.status !== 422 && problem.status !== 400 && problem.status !== 409) return undefined;
  const names = Object.keys(words) as F[];
  return names.find((name) => words[name].test(problem.message));
}
