// The tokens are in cookies that scripts cannot read. What is known here is only whether this browser has signed in.

import { ProblemError } from './problem';

const SIGNED_IN = 'jw.signed-in';
const REFRESHED = 'jw.refreshed';
const channel = new BroadcastChannel('jw.session');
const listeners = new Set<(event: SessionEvent) => void>();

/** `changed`: another account, or none. `ended`: the server does not know the sign-in any more. */
export type SessionEvent = 'changed' | 'ended';

channel.onmessage = (message: MessageEvent<SessionEvent>) => notify(message.data);

function notify(event: SessionEvent) {
  for (const listener of listeners) listener(event);
}

export function onSession(listener: (event: SessionEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether this browser has signed in, as far as it knows. */
export function hasSignedIn(): boolean {
  return read(SIGNED_IN) === 'yes';
}

/** Notes it for this tab and the others. */
export function noteSession(isSignedIn: boolean) {
  write(SIGNED_IN, isSignedIn ? 'yes' : null);
  channel.postMessage('changed' satisfies SessionEvent);
  notify('changed');
}

/** A server page may have signed this browser in: after a link in a mail, or at another issuer. */
export function mayHaveSignedIn(): boolean {
  return document.referrer.startsWith(`${location.origin}/auth/`) || location.hash.includes('access_token=');
}

/** Gets the next pair of tokens: once for all tabs, since a token that is used twice ends the sign-in. */
async function refresh(failedAt: number): Promise<boolean> {
  return navigator.locks.request('jw.refresh', async () => {
    if (Number(read(REFRESHED) ?? 0) > failedAt) return true;
    const response = await fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (response.ok) {
      write(REFRESHED, String(Date.now()));
      return true;
    }
    if (response.status === 401 || response.status === 403) return false;
    throw await ProblemError.of(response);
  });
}

/** Sends a request; when the access token is over, gets another one and sends it again. */
export async function fetchInSession(request: Request): Promise<Response> {
  const again = request.clone();
  const began = Date.now();
  const response = await send(request);
  if (response.status !== 401 || !hasSignedIn() || isSignIn(request.url)) return response;
  if (await refresh(began)) return send(again);
  write(SIGNED_IN, null);
  channel.postMessage('ended' satisfies SessionEvent);
  notify('ended');
  return response;
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw ProblemError.offline();
  }
}

function isSignIn(url: string): boolean {
  return /\/auth\/(login|register|refresh|reset-password|verify-email|reauthenticate|change-password)$/.test(new URL(url).pathname);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Without storage each load asks the server.
  }
}
