import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ui } from '@/shared';
import { FormProblem } from './FormProblem';
import { nameOf, providersOf } from './providers';
import { settingsQuery, signInHere } from './signin';
import css from './identity.module.css';

/** One for each provider that is configured. */
export function SocialButtons() {
  const { t } = useTranslation(['identity', 'common']);
  const settings = useQuery(settingsQuery);
  const names = providersOf(settings.data?.external as Record<string, boolean> | undefined);
  const leave = useMutation({
    mutationFn: async (name: string) => (await signInHere()).socialAddress(name, `${location.origin}/app/sign-in`),
    onSuccess: (address) => location.assign(address),
  });
  if (names.length === 0) return null;
  return (
    <div className={css.social}>
      <p className={ui.muted}>{t('signIn.or')}</p>
      {leave.error && <FormProblem error={leave.error} title={t('signIn.refused')} />}
      {names.map((name) => (
        <button key={name} type="button" className={css.socialButton} onClick={() => leave.mutate(name)}>
          {t('signIn.with', { provider: nameOf(name) })}
        </button>
      ))}
    </div>
  );
}
