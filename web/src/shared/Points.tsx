import type { ReactNode } from 'react';
import css from './points.module.css';

/** A part of a score as the server counts it; `points` is `null` where it cannot be judged. */
export interface PartOfScore {
  kind: string;
  name: string;
  points: number | null;
  max: number;
  /** The points in words. */
  pointsText: string;
  reason: ReactNode;
}

/** The number, what it is of, and what it says; without a number, what it says alone. An estimate, and only its owner sees it. */
export function ScoreHead({ score, of, says, estimate }: { score: number | null; of: string; says: string; estimate: string }) {
  return (
    <h2 className={css.head}>
      {score !== null && (
        <>
          <span className={css.number}>{score}</span> <span className={css.of}>{of}</span>{' '}
        </>
      )}
      <strong>{says}</strong>
      <span className={css.estimate}>{estimate}</span>
    </h2>
  );
}

/** The sum as one bar whose lengths are the weights; hatched is unknown. */
export function SumBar({ parts }: { parts: Pick<PartOfScore, 'kind' | 'points' | 'max'>[] }) {
  return (
    <div className={css.sum} aria-hidden>
      {parts.map(({ kind, points, max }) => (
        <span key={kind} style={{ flexGrow: max }} data-unknown={points === null || undefined}>
          <span style={{ width: share(points, max) }} />
        </span>
      ))}
    </div>
  );
}

/** A row a part: its name, its bar, its points, and why. */
export function PartRows({ parts }: { parts: PartOfScore[] }) {
  const most = Math.max(...parts.map((part) => part.max));
  return (
    <dl className={css.parts}>
      {parts.map(({ kind, name, points, max, pointsText, reason }) => (
        <div key={kind}>
          <dt>{name}</dt>
          <dd className={css.partBar} aria-hidden>
            <span style={{ width: `${(100 * max) / most}%` }} data-unknown={points === null || undefined}>
              <span data-amount style={{ width: share(points, max) }} />
            </span>
          </dd>
          <dd className={css.points}>{pointsText}</dd>
          <dd>{reason}</dd>
        </div>
      ))}
    </dl>
  );
}

function share(points: number | null, max: number): string {
  return `${points === null ? 100 : (100 * points) / max}%`;
}
