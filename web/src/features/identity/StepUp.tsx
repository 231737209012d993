import { lazy, Suspense, useCallback, useState } from 'react';
import { ProblemError } from '@/api/problem';

/** Dialogs are loaded when the first one opens. */
const Dialog = lazy(() => import('./StepUpDialog'));

/** An act that waits for the proof. */
export interface Waiting {
  again: () => Promise<unknown>;
  settle: { resolve: (value: never) => void; reject: (error: unknown) => void };
}

/** Sensitive acts want a recent proof of who asks: asks for the password when the server does, and acts again then. */
export function useStepUp() {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const protect = useCallback(async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'step_up_required') throw error;
      return new Promise<T>((resolve, reject) => setWaiting({ again: act, settle: { resolve, reject } as Waiting['settle'] }));
    }
  }, []);
  const dialog = waiting && (
    <Suspense>
      <Dialog waiting={waiting} close={() => setWaiting(null)} />
    </Suspense>
  );
  return { protect, dialog };
}
