import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Chip, ProblemNote, Rows, toast, ui } from '@/shared';
import { versionsQuery } from './api';
import css from './candidates.module.css';

/** Everything that hangs on the resume in use is asked for again. */
export function useForgetMatches() {
  const queries = useQueryClient();
  return async () => {
    for (const key of ['resume', 'resume-versions', 'match', 'recommendations']) await queries.invalidateQueries({ queryKey: [key] });
  };
}

export function useRestore() {
  const forget = useForgetMatches();
  const { t } = useTranslation(['candidates', 'common']);
  return useMutation({
    mutationFn: (version: number) =>
      ok(api.POST('/api/v1/resumes/current/versions/{version}/restore', { params: { path: { version } } })),
    onSuccess: async ({ version }) => {
      await forget();
      toast(t('versions.used', { version }));
    },
  });
}

export function Versions({ shown }: { shown: number }) {
  const { t } = useTranslation(['candidates', 'common']);
  const format = useFormat();
  const versions = useQuery(versionsQuery);
  const forget = useForgetMatches();
  const restore = useRestore();
  const remove = useMutation({
    mutationFn: (version: number) => ok(api.DELETE('/api/v1/resumes/current/versions/{version}', { params: { path: { version } } })),
    onSuccess: () => toast(t('versions.deleted')),
    onSettled: forget,
  });
  const error = versions.error ?? restore.error ?? remove.error;
  return (
    <section aria-label={t('versions.title')}>
      <h2>{t('versions.title')}</h2>
      {error && <ProblemNote error={error} retry={() => void versions.refetch()} />}
      {versions.isPending && <Rows count={2} words={t('common:loading')} />}
      <ol className={css.versions}>
        {versions.data?.items.map((item) => (
          <li key={item.version} aria-current={item.version === shown || undefined}>
            <div className={css.versionHead}>
              <h3>
                {item.deleted_at ? (
                  t('versions.one', { version: item.version })
                ) : (
                  <Link to="/resume" search={item.is_current ? {} : { version: item.version }} className={css.versionLink}>
                    {t('versions.one', { version: item.version })}
                  </Link>
                )}
              </h3>
              {item.is_current ? <Chip tone="pine">{t('versions.inUse')}</Chip> : item.deleted_at ? <Chip tone="quiet">{t('versions.inBin')}</Chip> : null}
            </div>
            <p className={`${ui.muted} ${ui.small}`}>
              {item.origin === 'edit' || !item.file_name ? t(`origin.${item.origin}`) : item.file_name}, {format.both(item.created_at)}
            </p>
            {item.purged_after && <p className={`${ui.muted} ${ui.small}`}>{t('versions.until', { day: format.day(item.purged_after) })}</p>}
            {!item.is_current && (
              <div className={css.versionActions}>
                <button type="button" className={ui.link} onClick={() => restore.mutate(item.version)}>
                  {item.deleted_at ? t('versions.restore') : t('versions.use')}
                  <span className={css.hidden}> {t('versions.one', { version: item.version })}</span>
                </button>
                {!item.deleted_at && (
                  <button type="button" className={ui.link} onClick={() => remove.mutate(item.version)}>
                    {t('versions.delete')}
                    <span className={css.hidden}> {t('versions.one', { version: item.version })}</span>
                  </button>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

