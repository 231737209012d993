import type { Change } from './api';
import { useKept } from './kept';

/** A change that is offered, and whether it is taken. */
export interface Offer {
  change: Change;
  isRefused: boolean;
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

const NONE: Change[] = [];

/** What is refused for one posting and one version. */
export function useRefused(subject: string) {
  const [refused, change] = useKept(`studio.${subject}`, NONE);
  return {
    refused,
    refuse: (more: Change[]) => change((before) => [...without(before, more), ...more]),
    take: (some: Change[]) => change((before) => without(before, some)),
  };
}

function without(changes: Change[], gone: Change[]): Change[] {
  const left = changes.filter(({ id }) => gone.every((one) => one.id !== id));
  return left.length > 0 ? left : NONE;
}
