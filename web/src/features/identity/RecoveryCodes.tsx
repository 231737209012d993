import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ui } from '@/shared';
import css from './identity.module.css';

/** What stands in for a lost second factor. Shown once. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation(['identity', 'common']);
  return (
    <section aria-label={t('recovery.title')}>
      <h3>{t('recovery.title')}</h3>
      <p className={ui.muted}>{t('recovery.intro')}</p>
      <ul className={css.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={ui.actions}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? t('common:copied') : t('common:copy')}</Button>}
        </CopyButton>
        <Button onClick={() => window.print()}>{t('recovery.print')}</Button>
        <Button variant="filled" onClick={onKept}>{t('recovery.kept')}</Button>
      </div>
    </section>
  );
}
