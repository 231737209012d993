import { Button, TextInput } from '@mantine/core';
import { IconMapPin, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { countsQuery } from '@/features/jobs';
import { useFormat } from '@/i18n/format';
import { ButtonLink, ui } from '@/shared';
import css from './candidates.module.css';

/** Search without a resume. A server without an index of words shows its jobs alone. */
export function LandingSearch() {
  const { t } = useTranslation(['candidates', 'common']);
  const format = useFormat();
  const navigate = useNavigate();
  const counts = useQuery(countsQuery);
  if (counts.data && !counts.data.facets) {
    return (
      <>
        <h2>{t('landing.browse')}</h2>
        <p className={ui.muted}>{t('landing.browseIntro')}</p>
        <div className={ui.actions}>
          <ButtonLink to="/jobs" size="md">
            {t('landing.showJobs')}
          </ButtonLink>
        </div>
      </>
    );
  }
  const total = counts.data?.total;
  if (total === 0) {
    return (
      <>
        <h2>{t('landing.noJobs')}</h2>
        <p className={ui.muted}>{t('landing.noJobsIntro')}</p>
      </>
    );
  }
  const places = counts.data?.facets?.location.slice(0, 4) ?? [];
  return (
    <>
      <h2>{t('landing.search')}</h2>
      <form
        role="search"
        className={css.landingSearch}
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string) => String(form.get(name) ?? '').trim() || undefined;
          void navigate({ to: '/jobs', search: { q: text('q'), location: text('location') } });
        }}
      >
        <TextInput name="q" size="md" label={t('landing.what')} placeholder={t('landing.whatHint')} leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />} />
        <TextInput name="location" size="md" label={t('landing.where')} placeholder={t('landing.whereHint')} leftSection={<IconMapPin size={16} stroke={1.75} aria-hidden />} />
        <Button type="submit" size="md">
          {total == null ? t('landing.showJobs') : t('landing.showCount', { count: total, number: format.number(total) })}
        </Button>
      </form>
      {places.length > 0 && (
        <ul className={css.skillRow} aria-label={t('landing.where')}>
          {places.map(({ value, jobs }) => (
            <li key={value}>
              <Link to="/jobs" search={{ location: value }}>
                {value} {format.number(jobs)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
