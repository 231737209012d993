import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { api } from '@/api/client';
import { ChatConnection, type Snapshot } from './connection';
import { EMPTY, type ServerFrame } from './log';

const NONE: Snapshot = { log: EMPTY, connection: 'trying', nextTry: null };

/** Keeps a connection to a conversation open for as long as it is shown. */
export function useConnection(id: string, onEvent: (frame: ServerFrame) => void, onOver: () => void) {
  const [control, setControl] = useState<ChatConnection | null>(null);
  // A changed handler does not open another connection.
  const handleEvent = useEffectEvent(onEvent);
  const handleOver = useEffectEvent(onOver);
  useEffect(() => {
    const opened = new ChatConnection(id, {
      renewSession: () => api.GET('/api/v1/users/{id}', { params: { path: { id: 'me' } } }),
      onEvent: (frame) => handleEvent(frame),
      onOver: () => handleOver(),
    });
    setControl(opened);
    return () => opened.close();
  }, [id]);
  const snapshot = useSyncExternalStore(
    (listener) => control?.subscribe(listener) ?? (() => undefined),
    () => control?.get() ?? NONE,
  );
  return { ...snapshot, control };
}
