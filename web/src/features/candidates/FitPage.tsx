import { Button } from '@mantine/core';
import { IconFileCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ButtonLink, announce, Empty, PageTitle, ui } from '@/shared';
import type { Field } from './api';
import { FieldList } from './FieldList';
import { dropped, forgetDropped } from './guest';
import { GuestMatches } from './GuestMatches';
import { TextView } from './TextView';
import css from './candidates.module.css';

/** What was read in a guest's resume. It lives in this tab alone. */
export function FitPage() {
  const { t } = useTranslation(['candidates', 'common']);
  const format = useFormat();
  const navigate = useNavigate();
  const [kept] = useState(dropped);
  const [selected, select] = useState<Field | null>(null);
  useEffect(() => {
    if (kept) announce(t('fit.read', { clear: kept.parsed.counts.clear, check: kept.parsed.counts.check }));
  }, [kept, t]);
  if (!kept) {
    return (
      <>
        <div className={ui.header}><PageTitle title={t('fit.title')} /></div>
        <Empty title={t('fit.none')} actions={<ButtonLink to="/">{t('fit.drop')}</ButtonLink>}>
          {t('fit.noneIntro')}
        </Empty>
      </>
    );
  }
  return (
    <div>
      <div className={css.banner}>
        <IconFileCheck size={20} stroke={1.75} aria-hidden className={ui.tonePine} />
        <p>
          <strong>{t('fit.readIn', { name: kept.name, seconds: format.seconds(kept.took) })}</strong> <span className={ui.muted}>{t('fit.notStored')}</span>
        </p>
        <Button
          variant="subtle"
          onClick={() => {
            forgetDropped();
            void navigate({ to: '/' });
          }}
        >
          {t('fit.forget')}
        </Button>
        <ButtonLink to="/join" search={{ next: '/resume' }} variant="filled">
          {t('fit.keep')}
        </ButtonLink>
      </div>
      <div className={css.fit}>
        <section className={css.fitFields}>
          <PageTitle title={t('fit.title')} />
          <p className={ui.muted}>{t('fit.intro')}</p>
          {kept.parsed.skills.length > 0 && (
            <>
              <h2>{t('fit.skills', { count: kept.parsed.skills.length })}</h2>
              <ul className={css.skillRow}>
                {kept.parsed.skills.map((skill) => (
                  <li key={skill}>{skill}</li>
                ))}
              </ul>
            </>
          )}
          <FieldList reading={kept.parsed} selected={selected} select={select} />
        </section>
        <div>
          <GuestMatches reading={kept.parsed} />
          <section className={css.paper} aria-label={t('text.title')}>
            <h2>{t('text.title')}</h2>
            <TextView reading={kept.parsed} selected={selected} select={select} />
          </section>
        </div>
      </div>
    </div>
  );
}
