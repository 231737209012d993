import { NO_POSTING, type Posting } from './api';
import { useKept } from './kept';

/** The text of a posting that no board here has. */
export interface Pasted {
  /** When it was pasted: what is refused for one text is not refused for the next. */
  at: number;
  title: string;
  description: string;
}

export function usePasted(): [Pasted | null, (pasted: Pasted | null) => void] {
  const [pasted, change] = useKept<Pasted | null>('posting', null);
  return [pasted, (next) => change(() => next)];
}

/** What the server is asked to tailor to, and its name in this tab. A chosen job comes before a pasted text. */
export function postingOf(job: string | undefined, pasted: Pasted | null): { name: string; posting: Posting } {
  if (job) return { name: job, posting: { job_id: job } };
  if (!pasted) return { name: 'none', posting: NO_POSTING };
  const { at, title, description } = pasted;
  return { name: `pasted.${at}`, posting: { title, description } };
}
