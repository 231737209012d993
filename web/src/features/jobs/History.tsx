import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ProblemNote, Rows, ui } from '@/shared';
import { historyQuery, type JobDetail } from './api';
import { changesOf, type Change } from './changes';
import css from './jobs.module.css';

/** What changed in a posting, newest first, as before and after. */
export function History({ job }: { job: JobDetail }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const history = useQuery(historyQuery(job.id));
  if (history.isPending) return <Rows count={2} words={t('common:loading')} />;
  if (history.error) return <ProblemNote error={history.error} retry={() => void history.refetch()} />;
  return (
    <ol className={css.timeline}>
      {history.data.items.map((item, index) => (
        <li key={item.revision + item.changed_at}>
          <time dateTime={item.changed_at}>{format.day(item.changed_at)}</time>
          <div>
            <h3>{t(`change.${item.kind}`)}</h3>
            {item.kind === 'updated' &&
              changesOf(item, history.data.items[index - 1]?.before ?? job).map((change) => (
                <ChangeView key={change.field} change={change} />
              ))}
          </div>
        </li>
      ))}
      <li>
        <time dateTime={job.first_seen_at}>{format.day(job.first_seen_at)}</time>
        <div>
          <h3>{t('change.first')}</h3>
        </div>
      </li>
    </ol>
  );
}

function ChangeView({ change }: { change: Change }) {
  const { t } = useTranslation(['jobs', 'common']);
  const label = t(`field.${change.field}` as 'field.title', { defaultValue: change.field });
  if (change.isLong) {
    return (
      <details className={css.change}>
        <summary>{t('change.text', { field: label })}</summary>
        <p className={ui.muted}>{t('change.was')}</p>
        <del dir="auto">{change.before}</del>
      </details>
    );
  }
  return (
    <div className={css.change}>
      <p className={ui.muted}>{label}</p>
      <p className={css.was}>
        <span>{t('change.was')}</span> <del dir="auto">{change.before ?? t('notStated')}</del>
      </p>
      <p className={css.now}>
        <span>{t('change.now')}</span> <ins dir="auto">{change.after ?? t('notStated')}</ins>
      </p>
    </div>
  );
}
