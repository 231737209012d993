import { useEffect, useRef } from 'react';
import { asProblem } from '@/api/problem';
import { ProblemNote, ui } from '@/shared';

/** A refusal of a whole form: in words, where the focus goes. */
export function FormProblem({ error, title }: { error: unknown; title: string }) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    note.current?.focus();
  }, [error]);
  const problem = asProblem(error);
  if (problem.isTemporary || problem.status >= 500) return <ProblemNote error={problem} />;
  return (
    <div className={ui.summary} role="alert" tabIndex={-1} ref={note}>
      <strong>{title}</strong>
      <p>{problem.message}</p>
    </div>
  );
}
