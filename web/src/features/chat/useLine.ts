import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { api } from '@/api/client';
import { Line, type Snapshot } from './line';
import { EMPTY, type ServerFrame } from './log';

const NONE: Snapshot = { log: EMPTY, line: 'trying', nextTry: null };

/** The line to a conversation for as long as it is shown. */
export function useLine(id: string, onEvent: (frame: ServerFrame) => void, onOver: () => void) {
  const [line, setLine] = useState<Line | null>(null);
  // What is to be done with events does not make another line.
  const told = useEffectEvent(onEvent);
  const over = useEffectEvent(onOver);
  useEffect(() => {
    const opened = new Line(id, {
      renewSession: () => api.GET('/api/v1/users/{id}', { params: { path: { id: 'me' } } }),
      onEvent: (frame) => told(frame),
      onOver: () => over(),
    });
    setLine(opened);
    return () => opened.close();
  }, [id]);
  const snapshot = useSyncExternalStore(
    (listener) => line?.subscribe(listener) ?? (() => undefined),
    () => line?.get() ?? NONE,
  );
  return { ...snapshot, control: line };
}
