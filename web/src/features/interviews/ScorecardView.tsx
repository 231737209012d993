import { useTranslation } from 'react-i18next';
import { Card, ui } from '@/shared';
import { type Rating, RATINGS, type Review, type Scorecard } from './api';
import css from './interviews.module.css';

/** Three ratings, each with the sentence behind it and with what was counted; beside them the points of an expert. */
export function ScorecardView({ scorecard, review }: { scorecard: Scorecard; review?: Review | null }) {
  const { t } = useTranslation(['interviews', 'common']);
  const by = scorecard.generated_by.replace(/^model:/, '');
  return (
    <Card title={t('scorecard')} aside={scorecard.generated_by === 'rules' ? t('common:byRules') : t('common:byModel', { model: by })}>
      <dl className={css.ratings}>
        {RATINGS.map((name) => (
          <RatingRow key={name} name={name} rating={scorecard[name]} expertPoints={review?.points[name]} />
        ))}
      </dl>
      {scorecard.generated_by === 'rules' && <p className={`${ui.muted} ${ui.small}`}>{t('rulesNote')}</p>}
    </Card>
  );
}

function RatingRow({ name, rating, expertPoints }: { name: (typeof RATINGS)[number]; rating: Rating; expertPoints?: number | null }) {
  const { t } = useTranslation(['interviews', 'common']);
  return (
    <div>
      <dt>{t(`rating.${name}`)}</dt>
      <dd className={css.points}>
        {rating.points == null ? t('unknown') : t('points', { points: rating.points })}
        {expertPoints != null && <span className={ui.muted}> · {t('expertPoints', { points: expertPoints })}</span>}
      </dd>
      <dd className={css.bar} aria-hidden>
        <span style={{ width: `${(rating.points ?? 0) * 10}%` }} data-amount />
      </dd>
      {rating.note && <dd dir="auto">{rating.note}</dd>}
      {rating.quotation && (
        <dd>
          <a href={`#turn-${rating.quotation.turn}`} className={css.quotation}>
            <q dir="auto">{rating.quotation.text}</q>
          </a>
        </dd>
      )}
      {rating.findings.map((finding) => (
        <dd key={finding.kind} className={`${ui.muted} ${ui.small}`}>
          {t(`finding.${finding.kind}`, { found: finding.count, of: finding.of })}
        </dd>
      ))}
    </div>
  );
}
