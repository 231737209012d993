import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ui } from '@/shared';
import { type Studio, studioQuery } from './api';
import { Picture } from './Picture';
import { type Look, lookOf, PAGES, type StudioSearch, USUAL_PAGES, USUAL_TEMPLATE } from './search';
import css from './studio.module.css';

/** How the resume is printed: template, paper, language of the headings, and how many pages there may be. */
export function LookPane({ search, change, version }: {
  search: StudioSearch;
  change: (change: Partial<StudioSearch>) => void;
  version: number;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const format = useFormat();
  const studio = useQuery(studioQuery);
  const look = lookOf(search);
  if (!studio.data) return null;
  const { templates, papers, languages } = studio.data;
  return (
    <>
      {templates.length > 0 && (
        <Templates
          templates={templates}
          look={look}
          version={version}
          choose={(template) => change({ template: unless(USUAL_TEMPLATE, template) })}
        />
      )}
      <label className={css.option}>
        <span>{t('look.pages')}</span>
        <select
          value={search.pages ?? USUAL_PAGES}
          onChange={(event) => change({ pages: unless(USUAL_PAGES, PAGES.find((pages) => String(pages) === event.currentTarget.value)) })}
        >
          {PAGES.map((pages) => (
            <option key={pages} value={pages}>
              {t('look.atMost', { count: pages })}
            </option>
          ))}
        </select>
      </label>
      <label className={css.option}>
        <span>{t('look.paper')}</span>
        <select value={look.paper ?? papers[0]} onChange={(event) => change({ paper: unless(papers[0], event.currentTarget.value as 'letter') })}>
          {papers.map((paper) => (
            <option key={paper} value={paper}>
              {t(`paper.${paper}`)}
            </option>
          ))}
        </select>
      </label>
      <label className={css.option}>
        <span>{t('look.language')}</span>
        <select value={look.language ?? ''} onChange={(event) => change({ language: event.currentTarget.value || undefined })}>
          <option value="">{t('look.asWritten')}</option>
          {languages.map((language) => (
            <option key={language} value={language}>
              {format.language(language)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** What is usual is left out of the address. */
function unless<T>(usual: T | undefined, chosen: T | undefined): T | undefined {
  return chosen === usual ? undefined : chosen;
}

const THUMBNAIL = 200;

function Templates({ templates, look, version, choose }: {
  templates: Studio['templates'];
  look: Look;
  version: number;
  choose: (template: string) => void;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const chosen = templates.find(({ name }) => name === look.template);
  return (
    <fieldset className={css.templates}>
      <legend>{t('look.template')}</legend>
      <div>
        {templates.map(({ name }) => (
          <label key={name} className={css.template}>
            <input type="radio" name="template" value={name} checked={name === look.template} onChange={() => choose(name)} />
            <Picture version={version} look={{ ...look, template: name }} page={1} width={THUMBNAIL} alt="" />
            <span lang="en">
              {name === look.template && <IconCheck size={14} stroke={2} aria-hidden />} {name}
            </span>
          </label>
        ))}
      </div>
      {chosen && (
        <p className={`${ui.muted} ${ui.small}`} lang="en">
          {chosen.description}
        </p>
      )}
    </fieldset>
  );
}
