import { IconLanguage, IconLock, IconUser } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import css from './identity.module.css';

export function AccountLayout() {
  const { t } = useTranslation(['identity', 'common']);
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <div className={css.layout}>
      <nav className={css.side} aria-label={t('account.title')}>
        <Link to="/account/profile"><IconUser {...icon} /> {t('account.profile')}</Link>
        <Link to="/account/security"><IconLock {...icon} /> {t('account.security')}</Link>
        <Link to="/account/look"><IconLanguage {...icon} /> {t('account.look')}</Link>
      </nav>
      <div><Outlet /></div>
    </div>
  );
}
