import { IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Quote, ui } from '@/shared';
import type { Change, Keyword } from './api';
import type { Offer } from './changes';
import { moves, type Part, wordDiff } from './diff';
import { Evidence, usePlace } from './Evidence';
import type { Content } from './own';
import css from './studio.module.css';

/** A change as before and after, with where it is and what proves it. */
export function ChangeRow({ offer: { change, isRefused }, content, keywords, decide }: {
  offer: Offer;
  content: Content;
  keywords: Keyword[];
  decide: (isRefused: boolean) => void;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const place = usePlace(content)(change.path, change.before.split('\n'));
  return (
    <li className={css.change} tabIndex={-1} data-change data-refused={isRefused || undefined}>
      <div className={css.changeHead}>
        <span className={`${ui.muted} ${ui.small}`}>{place}</span>
        <span className={css.decide} role="group" aria-label={t('changes.decide', { name: t(`rule.${change.rule}`), place })}>
          <button type="button" aria-pressed={!isRefused} onClick={() => decide(false)}>{t('changes.take')}</button>
          <button type="button" aria-pressed={isRefused} onClick={() => decide(true)}>{t('changes.refuse')}</button>
        </span>
      </div>
      {change.rule === 'reordered' ? <Moves change={change} keywords={keywords} /> : <Words change={change} />}
      {change.rule === 'listed' && (
        <p>
          <span className={`${ui.muted} ${ui.small}`}>{t('evidence.shownBy')}</span> <Evidence content={content} evidence={change.evidence} />
        </p>
      )}
    </li>
  );
}

/** The words of the resume, with what is taken out and what is put in. */
function Words({ change }: { change: Change }) {
  return (
    <p className={css.words} dir="auto">
      {wordDiff(change.before, change.after).map((part, index) => (
        <Piece key={index} part={part} />
      ))}
    </p>
  );
}

function Piece({ part: { kind, text } }: { part: Part }) {
  const { t } = useTranslation(['studio', 'common']);
  if (kind === 'same') return text;
  // The space around words is not marked with them.
  const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  const Tag = kind === 'added' ? 'ins' : 'del';
  return (
    <>
      {before}
      <Tag>
        <span className={css.hidden}>{t(`diff.${kind}`)} </span>
        {words}
      </Tag>
      {after}
    </>
  );
}

/** The items in their new order, as far as any was moved up; those say what of the posting they show, and where they stood. */
function Moves({ change, keywords }: { change: Change; keywords: Keyword[] }) {
  const { t } = useTranslation(['studio', 'common']);
  const all = moves(change.before, change.after);
  const shown = all.slice(0, all.findLastIndex(({ isRaised }) => isRaised) + 2);
  return (
    <>
      <ol className={css.moves} dir="auto">
        {shown.map(({ text, from, isRaised }) => (
          <li key={from}>
            {isRaised ? (
              <>
                <span>
                  <mark>{text}</mark>
                  <Shows words={keywordsShownBy(text, keywords)} />
                </span>
                <span className={css.from}>
                  <IconArrowUp size={14} stroke={1.75} aria-hidden /> {t('diff.from', { place: from })}
                </span>
              </>
            ) : (
              <span>{text}</span>
            )}
          </li>
        ))}
      </ol>
      {shown.length < all.length && <p className={`${ui.muted} ${ui.small}`}>{t('diff.below', { count: all.length - shown.length })}</p>}
    </>
  );
}

/** What the posting asks for, in its words, as far as this item of the resume shows it in others. */
function keywordsShownBy(text: string, keywords: Keyword[]): string[] {
  return keywords.filter(({ keyword, evidence }) => keyword !== text && evidence.some((proof) => proof.text === text)).map(({ keyword }) => keyword);
}

function Shows({ words }: { words: string[] }) {
  const { t } = useTranslation(['studio', 'common']);
  if (words.length === 0) return null;
  return (
    <span className={css.shows}>
      {t('diff.shows')}{' '}
      {words.map((word) => (
        <Quote key={word} source="posting" text={word} />
      ))}
    </span>
  );
}
