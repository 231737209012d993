import { NO_POSTING, type Posting } from './api';
import { useKept } from './kept';

/** The text of a posting that no board here has. */
export interface Pasted {
  title: string;
  description: string;
}

export function usePasted(): [Pasted | null, (pasted: Pasted | null) => void] {
  const [pasted, change] = useKept<Pasted | null>('posting', null);
  return [pasted, (next) => change(() => next)];
}

/** What the server is asked to tailor to. A chosen job comes before a pasted text. */
export function postingOf(job: string | undefined, pasted: Pasted | null): Posting {
  return job ? { job_id: job } : (pasted ?? NO_POSTING);
}
