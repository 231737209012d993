import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ui } from '@/shared';
import css from './ingestion.module.css';

/** As the command line and the configuration have them. */
const WAYS = {
  samples: 'jobwright ingest samples/',
  board: 'jobwright ingest https://boards.greenhouse.io/acme',
  configured: '[[sources]]\nname = "acme"\nkind = "greenhouse"\nboard = "acme"',
} as const;

/** An empty installation: how an administrator gets the first jobs into it. */
export function FirstJobs() {
  const { t } = useTranslation(['admin', 'common']);
  return (
    <section className={css.first} aria-labelledby="first-jobs">
      <h2 id="first-jobs">{t('first.title')}</h2>
      <p className={ui.muted}>{t('first.intro')}</p>
      <ol>
        {(Object.keys(WAYS) as (keyof typeof WAYS)[]).map((way) => (
          <li key={way}>
            <h3>{t(`first.${way}`)}</h3>
            <p className={ui.muted}>{t(`first.${way}Hint`)}</p>
            <div className={css.command}>
              <pre>{WAYS[way]}</pre>
              <CopyButton value={WAYS[way]}>
                {({ copied, copy }) => (
                  <Button onClick={copy} aria-label={t('first.copy', { text: WAYS[way] })}>
                    {copied ? t('common:copied') : t('common:copy')}
                  </Button>
                )}
              </CopyButton>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
