import { useTranslation } from 'react-i18next';
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
  const most = Math.max(...parts.map((part) => part.max));
  return (
    <>
      <div className={css.sum} aria-hidden>
        {parts.map((part) => (
          <span key={part.kind} style={{ flexGrow: part.max }} data-unknown={part.points == null || undefined}>
            <span style={{ width: `${part.points == null ? 100 : (100 * part.points) / part.max}%` }} />
          </span>
        ))}
      </div>
      <dl className={css.parts}>
        {parts.map((part) => (
          <div key={part.kind}>
            <dt>{t(`part.${part.kind}`)}</dt>
            <dd className={css.partBar} aria-hidden>
              <span style={{ width: `${(100 * part.max) / most}%` }} data-unknown={part.points == null || undefined}>
                <span data-amount style={{ width: `${part.points == null ? 100 : (100 * part.points) / part.max}%` }} />
              </span>
            </dd>
            <dd className={css.points}>
              {part.points == null ? t('match.notKnown') : t('match.pointsOf', { points: rounded(part.points), max: rounded(part.max) })}
            </dd>
            <dd>{part.sentence}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
