import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/shared';
import { ApiKeysCard } from './ApiKeysCard';
import { DataCards } from './DataCards';
import { FactorCard } from './FactorCard';
import { LinkedCard } from './LinkedCard';
import { PasswordCard } from './PasswordCard';
import { SessionsCard } from './SessionsCard';
import { useUser } from './session';
import css from './identity.module.css';

export function SecurityPage() {
  const { t } = useTranslation(['identity', 'common']);
  const user = useUser();
  return (
    <>
      <PageHeader title={t('account.security')} subtitle={user.email} />
      <div className={css.grid}>
        <div className={css.column}>
          <FactorCard />
          <PasswordCard />
        </div>
        <div className={css.column}>
          <SessionsCard />
          <LinkedCard />
        </div>
        <ApiKeysCard />
        <DataCards />
      </div>
    </>
  );
}
