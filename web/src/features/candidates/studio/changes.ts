import type { Change } from './api';
import { useKept } from './kept';

/** A change that is offered, and whether it is taken. */
export interface Offer {
  change: Change;
  isRefused: boolean;
}

/** A change that is not wanted, and the version of the resume that it was offered for. */
export interface Refusal {
  change: Change;
  version: number;
}

/** The refusals that hold for a version: its own, and those of other versions where the same change is offered for the same
 *  words. A place in one version can be something else in another. */
export function standing(refusals: Refusal[], version: number, first: Change[]): Change[] {
  const isOffered = ({ id, before }: Change) => first.some((offered) => offered.id === id && offered.before === before);
  return refusals.filter((refusal) => refusal.version === version || isOffered(refusal.change)).map(({ change }) => change);
}

/** The offers in an order that stays when one is refused: those of the first answer, then what came up only after a refusal. */
export function offers(first: Change[], latest: Change[], refused: Change[]): Offer[] {
  const isRefused = (change: Change) => refused.some(({ id }) => id === change.id);
  const now = new Map(latest.map((change) => [change.id, change]));
  const known = new Set(first.map(({ id }) => id));
  const kept = first.filter((change) => isRefused(change) || now.has(change.id)).map((change) => now.get(change.id) ?? change);
  const later = [...latest.filter(({ id }) => !known.has(id)), ...refused.filter(({ id }) => !known.has(id))];
  return [...kept, ...later].map((change) => ({ change, isRefused: isRefused(change) }));
}

const NONE: Refusal[] = [];

/** What is refused for one posting. */
export function useRefusals(posting: string, version: number) {
  const [refusals, change] = useKept(`studio.${posting}`, NONE);
  const without = (before: Refusal[], gone: Change[]) => before.filter((refusal) => gone.every(({ id }) => id !== refusal.change.id));
  return {
    refusals,
    refuse: (more: Change[]) => change((before) => [...without(before, more), ...more.map((one) => ({ change: one, version }))]),
    take: (some: Change[]) =>
      change((before) => {
        const left = without(before, some);
        return left.length > 0 ? left : NONE;
      }),
  };
}
