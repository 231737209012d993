import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { Card } from '@/shared';
import type { Review } from './api';
import css from './interviews.module.css';

const LISTS = ['strengths', 'improvements', 'topics_to_work_on'] as const;

/** What an expert says. */
export function ReviewView({ review }: { review: Review }) {
  const { t } = useTranslation(['interviews', 'common']);
  const format = useFormat();
  return (
    <Card title={t('review')} aside={format.day(review.reviewed_at)}>
      <div className={css.review}>
        <p dir="auto">{review.overall_summary}</p>
        {LISTS.filter((name) => review[name].length > 0).map((name) => (
          <section key={name} aria-label={t(`feedback.${name}`)}>
            <h3>{t(`feedback.${name}`)}</h3>
            <ul>{review[name].map((item) => <li key={item} dir="auto">{item}</li>)}</ul>
          </section>
        ))}
        {review.next_steps && (
          <section aria-label={t('feedback.next_steps')}>
            <h3>{t('feedback.next_steps')}</h3>
            <p dir="auto">{review.next_steps}</p>
          </section>
        )}
      </div>
    </Card>
  );
}
