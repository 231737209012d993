import type { Proof } from './api';

export interface Fit {
  /** Pages with something on them, the last one as a fraction. */
  filled: number;
  wanted: number;
  /** How much does not fit, in pages. */
  over: number;
}

/** How a proof fits so many pages. */
export function fitOf({ pages, last_page_filled }: Pick<Proof, 'pages' | 'last_page_filled'>, wanted: number): Fit {
  const filled = pages - 1 + last_page_filled;
  return { filled, wanted, over: Math.max(0, filled - wanted) };
}

/** How much of each page is filled, from 0 to 1: those that are wanted, and those beyond. */
export function pagesOf({ filled, wanted }: Fit): { share: number; isOver: boolean }[] {
  return Array.from({ length: Math.max(wanted, Math.ceil(filled)) }, (_, page) => ({
    share: Math.min(1, Math.max(0, filled - page)),
    isOver: page >= wanted,
  }));
}
