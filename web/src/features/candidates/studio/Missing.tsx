import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip, Quote, ui } from '@/shared';
import type { Keyword } from './api';
import { Adds } from './AtsScore';
import { useKept } from './kept';
import { type Content, placesIn } from './own';
import css from './studio.module.css';

/** Says that something missing is there after all: where it was done and in which words, or in the list of skills (`null`). */
type Add = (keyword: string, pointer: string | null, words: string) => void;

/** The name under which the words about a keyword are kept until they are saved. */
export const wordsAbout = (keyword: string) => `own.${keyword}`;

/** What the posting asks for and the resume does not show. It is added by its owner, and only if it is true. */
export function Missing({ keywords, content, add, isBusy }: { keywords: Keyword[]; content: Content; add: Add; isBusy: boolean }) {
  const { t } = useTranslation(['studio', 'common']);
  const [open, setOpen] = useState<string | null>(null);
  if (keywords.length === 0) return null;
  return (
    <section aria-label={t('missing.title')}>
      <h2>{t('missing.title')}</h2>
      <p className={`${ui.muted} ${ui.small}`}>{t('missing.intro')}</p>
      <ul className={css.missing}>
        {keywords.map((keyword) => (
          <li key={keyword.keyword}>
            <div className={css.missingHead}>
              <Quote source="posting" text={keyword.keyword} />
              {keyword.need === 'required' && <Chip tone="ochre">{t('missing.required')}</Chip>}
              <Adds keyword={keyword} />
              <button
                type="button"
                className={ui.link}
                aria-expanded={open === keyword.keyword}
                onClick={() => setOpen(open === keyword.keyword ? null : keyword.keyword)}
              >
                {t('missing.have')}
                <span className={css.hidden}> {keyword.keyword}</span>
              </button>
            </div>
            {open === keyword.keyword && <AddForm keyword={keyword.keyword} content={content} add={add} isBusy={isBusy} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function AddForm({ keyword, content, add, isBusy }: { keyword: string; content: Content; add: Add; isBusy: boolean }) {
  const { t } = useTranslation(['studio', 'common']);
  const places = placesIn(content);
  const [words, setWords] = useKept(wordsAbout(keyword), '');
  const [place, setPlace] = useState(places[0]?.pointer ?? '');
  const isSkill = place === '';
  return (
    <form
      className={css.addForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy || (!isSkill && !words.trim())) return;
        add(keyword, isSkill ? null : place, isSkill ? keyword : words);
      }}
    >
      <label className={css.option}>
        <span>{t('missing.where')}</span>
        <select value={place} onChange={(event) => setPlace(event.currentTarget.value)} autoFocus>
          {places.map(({ pointer, label }) => (
            <option key={pointer} value={pointer}>
              {label}
            </option>
          ))}
          <option value="">{t('missing.list')}</option>
        </select>
      </label>
      {!isSkill && (
        <Textarea
          label={t('missing.words', { keyword })}
          rows={2}
          required
          value={words}
          onChange={({ currentTarget: { value } }) => setWords(() => value)}
        />
      )}
      <Button type="submit" aria-disabled={isBusy || undefined}>{t('missing.save')}</Button>
    </form>
  );
}
