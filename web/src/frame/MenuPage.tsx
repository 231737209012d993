import { IconLogout, IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/features/identity';
import { PageHeader } from '@/shared';
import { useLeave } from './Frame';
import { navOf } from './nav';
import css from './frame.module.css';

/** Everything there is, on phones. */
export function MenuPage() {
  const { t } = useTranslation();
  const user = useUser();
  const leave = useLeave();
  const icon = { size: 20, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <>
      <PageHeader title={t('nav.more')} subtitle={user.email} />
      <nav aria-label={t('nav.more')} className={css.menuPage}>
        {navOf(user).flatMap((group) => group.items).map(({ to, name, icon: Icon }) => (
          <Link key={to} to={to} className={css.item}>
            <Icon {...icon} /> {t(`nav.${name}`)}
          </Link>
        ))}
        <Link to="/account/profile" className={css.item}>
          <IconSettings {...icon} /> {t('nav.account')}
        </Link>
        <button type="button" className={css.item} onClick={() => void leave()}>
          <IconLogout {...icon} /> {t('signOut')}
        </button>
      </nav>
    </>
  );
}
