import { IconArrowBarToUp, IconArrowUp, IconPlus, IconReplace, IconScissors } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ui } from '@/shared';
import type { Change } from './api';
import type { Offer } from './changes';
import { moves, wordDiff } from './diff';
import { Evidence, useParts } from './Evidence';
import { type Content, saidIn } from './own';
import css from './studio.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
const ICONS = { termed: IconReplace, listed: IconPlus, reordered: IconArrowBarToUp, trimmed: IconScissors } as const;

export function ChangeCard({ offer: { change, isRefused }, content, decide }: {
  offer: Offer;
  content: Content;
  decide: (isRefused: boolean) => void;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const partOf = useParts();
  const place = saidIn(content, change.before.split('\n')) ?? partOf(change.path);
  const Icon = ICONS[change.rule];
  const name = t(`rule.${change.rule}`);
  return (
    <li className={css.change} tabIndex={-1} data-refused={isRefused || undefined}>
      <div className={css.changeHead}>
        <h3>
          <Icon {...icon} /> {name}
        </h3>
        <span className={`${ui.muted} ${ui.small}`}>{place}</span>
        <span className={css.decide} role="group" aria-label={t('changes.decide', { name, place })}>
          <button type="button" aria-pressed={!isRefused} onClick={() => decide(false)}>{t('changes.take')}</button>
          <button type="button" aria-pressed={isRefused} onClick={() => decide(true)}>{t('changes.refuse')}</button>
        </span>
      </div>
      {change.rule === 'reordered' ? <Moves change={change} /> : <Words change={change} />}
      {change.rule === 'listed' && (
        <p className={css.proof}>
          <span className={ui.muted}>{t('evidence.shownBy')}</span> <Evidence evidence={change.evidence} />
        </p>
      )}
      <p className={`${ui.muted} ${ui.small}`}>{t(`why.${change.rule}`)}</p>
    </li>
  );
}

/** The words of the resume, with what is taken out and what is put in. */
function Words({ change }: { change: Change }) {
  const { t } = useTranslation(['studio', 'common']);
  return (
    <p className={css.words} dir="auto">
      {wordDiff(change.before, change.after).map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{text}</span>;
        const Part = kind === 'added' ? 'ins' : 'del';
        return (
          <Part key={index}>
            <span className={css.hidden}>{t(`diff.${kind}`)} </span>
            {text}
          </Part>
        );
      })}
    </p>
  );
}

/** The items in their new order; those that come earlier now say where they stood. */
function Moves({ change }: { change: Change }) {
  const { t } = useTranslation(['studio', 'common']);
  return (
    <ol className={css.moves} dir="auto">
      {moves(change.before, change.after).map(({ text, from, isRaised }) => (
        <li key={from}>
          <span>{isRaised ? <mark>{text}</mark> : text}</span>
          {isRaised && (
            <span className={css.from}>
              <IconArrowUp size={14} stroke={1.75} aria-hidden /> {t('diff.from', { place: from })}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
