import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { ui } from '@/shared';
import { nameOf, providersOf } from './providers';
import css from './identity.module.css';

/** One for each provider that is configured. */
export function SocialButtons() {
  const { t } = useTranslation(['identity', 'common']);
  const settings = useQuery({ queryKey: ['auth-settings'], staleTime: Infinity, queryFn: () => ok(api.GET('/auth/v1/settings')) });
  const names = providersOf(settings.data?.external as Record<string, boolean> | undefined);
  if (names.length === 0) return null;
  const back = encodeURIComponent(`${location.origin}/app/sign-in`);
  return (
    <div className={css.social}>
      <p className={ui.muted}>{t('signIn.or')}</p>
      {names.map((name) => (
        <a key={name} href={`/api/v1/auth/oauth/${name}?redirect_to=${back}`} className={css.socialButton}>
          {t('signIn.with', { provider: nameOf(name) })}
        </a>
      ))}
    </div>
  );
}
