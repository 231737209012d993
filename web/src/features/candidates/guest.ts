import type { Parsed } from './api';

const KEY = 'jw.fit';

/** What a guest dropped. It lives in this tab, and nowhere else. */
export interface Dropped {
  name: string;
  took: number;
  parsed: Parsed;
}

/** The document itself, for the account that may be made in this tab. */
let document: File | null = null;

export function keepDropped(dropped: Dropped, file: File) {
  document = file;
  sessionStorage.setItem(KEY, JSON.stringify(dropped));
}

export function dropped(): Dropped | null {
  const kept = sessionStorage.getItem(KEY);
  return kept ? (JSON.parse(kept) as Dropped) : null;
}

export function forgetDropped() {
  document = null;
  sessionStorage.removeItem(KEY);
}

/** Takes the document along into the account, once. */
export function takeDocument(): File | null {
  const taken = document;
  forgetDropped();
  return taken;
}
