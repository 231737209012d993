import { useTranslation } from 'react-i18next';
import { PartRows, SumBar } from '@/shared/Points';
import { type CompactPart, outOf100, type Part, PARTS, rounded } from './api';
import css from './matching.module.css';

/** The number of a row, never alone: with the bars of its parts. */
export function ScoreMark({ score, fits, parts }: { score?: number | null; fits: boolean; parts: CompactPart[] }) {
  return (
    <span className={css.mark} data-fits={fits}>
      <span className={css.number}>{score == null ? '–' : outOf100(score)}</span>
      <FitStrip parts={parts} />
    </span>
  );
}

/** Five bars in a fixed order; hatched is unknown. */
export function FitStrip({ parts }: { parts: CompactPart[] }) {
  const { t } = useTranslation(['jobs', 'common']);
  const sentence = PARTS.map((kind) => {
    const part = parts.find((part) => part.kind === kind);
    const name = t(`part.${kind}`);
    return part?.points == null ? t('match.unknownPart', { name }) : t('match.knownPart', { name, points: rounded(part.points), max: rounded(part.max) });
  }).join(', ');
  return (
    <span className={css.strip} role="img" aria-label={sentence}>
      {PARTS.map((kind) => {
        const part = parts.find((part) => part.kind === kind);
        const share = part?.points == null ? null : part.points / part.max;
        return <span key={kind} className={css.stripBar} data-unknown={share === null || undefined}>
          <span style={{ height: `${Math.round((share ?? 1) * 100)}%` }} />
        </span>;
      })}
    </span>
  );
}

/** The sum as one bar whose lengths are the weights, and a row a part. */
export function ScoreBreakdown({ parts }: { parts: Omit<Part, 'evidence'>[] }) {
  const { t } = useTranslation(['jobs', 'common']);
  const rows = parts.map(({ kind, points, max, sentence }) => ({
    kind,
    name: t(`part.${kind}`),
    points: points ?? null,
    max,
    pointsText: points == null ? t('match.notKnown') : t('match.pointsOf', { points: rounded(points), max: rounded(max) }),
    reason: sentence,
  }));
  return (
    <>
      <SumBar parts={rows} />
      <PartRows parts={rows} />
    </>
  );
}
