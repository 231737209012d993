import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '@/api/problem';
import { useFormat } from '@/i18n/format';
import { ProblemNote, Rows, ui } from '@/shared';
import { type ComparablePay as Prediction, comparablePayQuery } from './api';
import css from './matching.module.css';

/** What comparable jobs pay: told apart from what this one states, and with what it rests on. */
export function ComparablePay({ jobId }: { jobId: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  const pay = useQuery(comparablePayQuery(jobId));
  if (pay.isPending) return <Rows count={2} words={t('comparablePay.comparing')} />;
  // The job is still being processed: there is nothing to compare with yet.
  if (pay.error instanceof ProblemError && pay.error.status === 422) return null;
  if (pay.error) return <ProblemNote error={pay.error} retry={() => void pay.refetch()} />;
  return (
    <section className={css.comparablePay}>
      <h2>{t('comparablePay.title')}</h2>
      <Known pay={pay.data} />
    </section>
  );
}

function Known({ pay }: { pay: Prediction }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const sample = { postings: format.number(pay.sample_size), employers: format.number(pay.employers) };
  if (!pay.estimate) {
    const least = format.number(pay.least_employers);
    return <p className={ui.muted}>{t('comparablePay.tooLittle', { ...sample, least })}</p>;
  }
  const { p25_hundredths, p50_hundredths, p75_hundredths, currency, period, area, confidence } = pay.estimate;
  return (
    <>
      <p>
        <strong>{t(`pay.${period}`, { amount: format.money([p25_hundredths, p75_hundredths], currency) })}</strong>{' '}
        {t('comparablePay.middle', { amount: format.money([p50_hundredths, p50_hundredths], currency) })}
      </p>
      <p className={ui.muted}>
        {t(`comparablePay.area.${area}`, sample)} {t(`comparablePay.confidence.${confidence}`)} {t('comparablePay.notStated')}
      </p>
    </>
  );
}
