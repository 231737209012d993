import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { Facets } from './api';
import { FILTERS, type JobsSearch, RADII, toggled } from './search';
import css from './jobs.module.css';

type Change = Partial<JobsSearch>;

/** Changes the address; the job that is read stays. */
export function useRefine() {
  const navigate = useNavigate();
  return (change: Change) => navigate({ to: '/jobs', search: (before) => ({ ...before, ...change }), resetScroll: false });
}

const AGES = [1, 7, 30];

export function Filters({ search, facets }: { search: JobsSearch; facets: Facets }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const refine = useRefine();
  const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  const workplaces = facets.workplace.filter((count) => count.value !== null);
  const types = facets.type.filter((count) => count.value !== null);
  const companies = withChosen(facets.company, search.company?.split('|') ?? []).slice(0, 8);
  return (
    <div className={css.filters}>
      <Place key={search.location ?? ''} search={search} />
      <Group title={t('facts.workplace')}>
        {workplaces.map(({ value, jobs }) => (
          <Choice
            key={value}
            label={t(`workplace.${value!}`)}
            count={format.number(jobs)}
            isChosen={has(search.workplace, value!)}
            toggle={() => refine({ workplace: toggled(search.workplace, value!) })}
          />
        ))}
      </Group>
      <Group title={t('facts.type')}>
        {types.map(({ value, jobs }) => (
          <Choice
            key={value}
            label={t(`type.${value!}`)}
            count={format.number(jobs)}
            isChosen={has(search.type, value!)}
            toggle={() => refine({ type: toggled(search.type, value!) })}
          />
        ))}
      </Group>
      <Group title={t('filter.level')}>
        {facets.level.map(({ value, jobs }) => (
          <Choice
            key={value}
            label={t(`filter.levels.${value}`)}
            count={format.number(jobs)}
            isChosen={has(search.level, value)}
            toggle={() => refine({ level: toggled(search.level, value) })}
          />
        ))}
      </Group>
      <Residence search={search} facets={facets} />
      <PayFilter key={`pay-${search.min_salary ?? ''}`} search={search} facets={facets} />
      <Group title={t('facts.posted')}>
        {AGES.map((days) => (
          <Choice
            key={days}
            label={t('filter.lastDays', { count: days })}
            isChosen={search.posted_since === day(days)}
            toggle={() => refine({ posted_since: search.posted_since === day(days) ? undefined : day(days) })}
          />
        ))}
      </Group>
      <Group title={t('filter.company')}>
        {companies.map(({ value, jobs }) => (
          <Choice
            key={value}
            label={value}
            count={jobs === null ? undefined : format.number(jobs)}
            isChosen={has(search.company, value, '|')}
            toggle={() => refine({ company: toggled(search.company, value, '|') })}
          />
        ))}
      </Group>
    </div>
  );
}

function has(list: string | undefined, value: string, separator = ','): boolean {
  return (list ?? '').split(separator).includes(value);
}

/** What is chosen stays in sight, also when nothing of it is left. */
function withChosen(counts: { value: string; jobs: number }[], chosen: string[]): { value: string; jobs: number | null }[] {
  const missing = chosen.filter((value) => value && !counts.some((count) => count.value === value));
  return [...missing.map((value) => ({ value, jobs: null })), ...counts];
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <fieldset className={css.group}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

function Choice({ label, count, isChosen, toggle }: { label: string; count?: string; isChosen: boolean; toggle: () => void }) {
  return (
    <label className={css.choice}>
      <Checkbox checked={isChosen} onChange={toggle} size="xs" />
      <span>{label}</span>
      {count && <span className={css.count}>{count}</span>}
    </label>
  );
}

/** One lives in one country: choosing another takes its place. */
function Residence({ search, facets }: { search: JobsSearch; facets: Facets }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const refine = useRefine();
  const chosen = search.residence;
  const countries = withChosen(facets.residence.slice(0, 8), chosen ? [chosen] : []);
  return (
    <Group title={t('filter.residence')}>
      {countries.map(({ value, jobs }) => (
        <Choice
          key={value}
          label={format.country(value)}
          count={jobs === null ? undefined : format.number(jobs)}
          isChosen={chosen === value}
          toggle={() => refine({ residence: chosen === value ? undefined : value })}
        />
      ))}
      <Choice
        label={t('filter.residenceUnknown')}
        count={format.number(facets.unknown_residence)}
        isChosen={search.unknown_residence === true}
        toggle={() => refine({ unknown_residence: search.unknown_residence ? undefined : true })}
      />
    </Group>
  );
}

function Place({ search }: { search: JobsSearch }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const refine = useRefine();
  const radii = [...new Set([...RADII, search.radius_km ?? RADII[0]!])].sort((a, b) => a - b);
  return (
    <form
      className={css.group}
      onSubmit={(event) => {
        event.preventDefault();
        const place = String(new FormData(event.currentTarget).get('location') ?? '').trim();
        void refine({ location: place || undefined });
      }}
    >
      <TextInput name="location" label={t('filter.where')} placeholder={t('filter.wherePlaceholder')} defaultValue={search.location} />
      {search.location && (
        <NativeSelect
          label={t('filter.radius')}
          value={search.radius_km ?? ''}
          onChange={(event) => void refine({ radius_km: Number(event.currentTarget.value) || undefined })}
          data={[
            { value: '', label: t('filter.radiusNone') },
            ...radii.map((distance) => ({ value: String(distance), label: format.kilometres(distance) })),
          ]}
        />
      )}
    </form>
  );
}

function PayFilter({ search, facets }: { search: JobsSearch; facets: Facets }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const refine = useRefine();
  const highest = Math.max(1, ...facets.pay.map((bar) => bar.jobs));
  const stated = facets.pay.reduce((sum, bar) => sum + bar.jobs, 0);
  return (
    <Group title={t('filter.pay')}>
      {facets.pay.length > 1 && (
        <figure className={css.histogram}>
          <div aria-hidden>
            {facets.pay.map((bar, index) => (
              <span key={index} data-amount style={{ height: `${Math.max(6, (100 * bar.jobs) / highest)}%` }} />
            ))}
          </div>
          <figcaption>{t('filter.payStated', { count: stated, unknown: format.number(facets.unknown_pay) })}</figcaption>
        </figure>
      )}
      <form
        className={css.payForm}
        onSubmit={(event) => {
          event.preventDefault();
          const least = Number.parseInt(String(new FormData(event.currentTarget).get('least')), 10);
          void refine({ min_salary: Number.isFinite(least) ? least : undefined });
        }}
      >
        <TextInput name="least" inputMode="numeric" label={t('filter.payLeast')} defaultValue={search.min_salary} />
        <Button type="submit">{t('filter.apply')}</Button>
      </form>
      <Choice
        label={t('filter.payUnknown')}
        isChosen={search.unknown_salary === true}
        toggle={() => refine({ unknown_salary: search.unknown_salary ? undefined : true })}
      />
    </Group>
  );
}

/** What narrows the list, each with a way out. */
export function FilterChips({ search }: { search: JobsSearch }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const refine = useRefine();
  const words: Record<(typeof FILTERS)[number], (value: string) => string> = {
    location: (place) => (search.radius_km ? t('filter.around', { place, distance: format.kilometres(search.radius_km) }) : place),
    residence: (country) => format.country(country),
    level: (list) => format.list(list.split(',').map((value) => t(`filter.levels.${value as 'senior'}`))),
    workplace: (list) => format.list(list.split(',').map((value) => t(`workplace.${value as 'remote'}`))),
    type: (list) => format.list(list.split(',').map((value) => t(`type.${value as 'full_time'}`))),
    company: (list) => format.list(list.split('|')),
    min_salary: (value) => t('filter.payFrom', { amount: format.number(Number(value)) }),
    posted_since: (value) => t('filter.since', { day: format.day(value) }),
  };
  const inUse = FILTERS.filter((name) => search[name] !== undefined);
  if (inUse.length === 0) return null;
  return (
    <ul className={css.chips} aria-label={t('filter.inUse')}>
      {inUse.map((name) => {
        const label = words[name](String(search[name]));
        return (
          <li key={name}>
            <button type="button" onClick={() => refine({ [name]: undefined })} aria-label={t('filter.remove', { filter: label })}>
              {label} <span aria-hidden>×</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
