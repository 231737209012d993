import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { Job } from './api';

/** Pay as the posting states it, in the reader's numbers; `null` where it states none. */
export function usePay(salary: Job['salary']): string | null {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  if (!salary) return null;
  const amount = format.money([salary.min_hundredths, salary.max_hundredths], salary.currency);
  if (!amount) return salary.text;
  return salary.period ? t(`pay.${salary.period}`, { amount }) : amount;
}

/** Place and way of working in a line. */
export function usePlace(job: Pick<Job, 'locations' | 'workplace'>): string {
  const { t } = useTranslation(['jobs', 'common']);
  const places = job.locations.length > 2 ? [...job.locations.slice(0, 2), t('morePlaces', { count: job.locations.length - 2 })] : job.locations;
  const parts = [places.join('; '), job.workplace ? t(`workplace.${job.workplace}`) : ''].filter(Boolean);
  return parts.join(' · ') || t('placeUnknown');
}

const NEW_DAYS = 7;

export function Age({ job }: { job: Job }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const since = job.posted_at ?? job.first_seen_at;
  const isNew = Date.now() - Date.parse(since) < NEW_DAYS * 86_400_000;
  return <time dateTime={since}>{isNew ? t('newSince', { day: format.day(since) }) : format.day(since)}</time>;
}
