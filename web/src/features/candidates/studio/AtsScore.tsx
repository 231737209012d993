import { IconCheck, IconList, IconMinus, IconReplace } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { Quote, ui } from '@/shared';
import { PartRows, ScoreHead, SumBar } from '@/shared/Points';
import type { Keyword, Score } from './api';
import { Evidence } from './Evidence';
import type { Content } from './own';
import css from './studio.module.css';

type Part = Score['parts'][number];

/** The estimate with its parts, each with why it does not count more, and beside it what the resume had before. */
export function AtsScore({ before, after, content, isChanged }: {
  before: Score;
  after: Score;
  content: Content;
  isChanged: boolean;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const format = useFormat();
  const formatted = (points: number) => format.number(points, { maximumFractionDigits: 1 });
  const parts = after.parts.map((part) => {
    const earlier = before.parts.find(({ kind }) => kind === part.kind)?.points ?? part.points;
    return {
      kind: part.kind,
      name: t(`part.${part.kind}`),
      points: part.points,
      max: part.possible,
      pointsText: t('score.pointsOf', { points: formatted(part.points), max: part.possible }),
      reason: (
        <>
          <Reason part={part} keywords={after.keywords} />
          {earlier !== part.points && <span className={css.was}>{t('score.partWas', { points: formatted(earlier) })}</span>}
        </>
      ),
    };
  });
  return (
    <section aria-label={t('score.title')}>
      <ScoreHead score={Math.round(after.score)} of={t('score.of100')} says={t('score.title')} estimate={t('score.estimate')} />
      <SumBar parts={parts} />
      {isChanged && (
        <p className={ui.muted}>
          {after.score === before.score ? t('score.same') : t('score.was', { before: Math.round(before.score), after: Math.round(after.score) })}
        </p>
      )}
      <PartRows parts={parts} />
      {after.keywords.length > 0 ? <Keywords keywords={after.keywords} content={content} /> : <p className={ui.muted}>{t('score.noKeywords')}</p>}
    </section>
  );
}

function Reason({ part, keywords }: { part: Part; keywords: Keyword[] }): ReactNode {
  const { t } = useTranslation(['studio', 'common']);
  const format = useFormat();
  if (part.kind === 'keywords') {
    const counts = STATES.map((state) => [state, keywords.filter((keyword) => keyword.state === state).length] as const);
    return format.list(counts.filter(([, count]) => count > 0).map(([state, count]) => t(`score.count.${state}`, { count })));
  }
  if (part.kind === 'density') {
    const overused = keywords.filter((keyword) => keyword.is_overused);
    if (overused.length === 0) return t('score.notOverused');
    return format.list(overused.map(({ keyword, count }) => t('score.overused', { keyword, count })));
  }
  if (part.lacks.length === 0) return t(`score.full.${part.kind}`);
  if (part.kind === 'readability') return t('score.misread', { count: part.lacks.length });
  return <span lang="en">{part.lacks.join('; ')}</span>;
}

const STATES = ['shown', 'listed', 'supported', 'missing'] as const;
const NEEDS = ['required', 'preferred', 'named'] as const;
const icon = { size: 16, stroke: 2, 'aria-hidden': true } as const;
const ICONS = {
  shown: <IconCheck {...icon} className={ui.tonePine} />,
  listed: <IconList {...icon} className={ui.toneMuted} />,
  supported: <IconReplace {...icon} className={ui.toneMuted} />,
  missing: <IconMinus {...icon} className={ui.toneOchre} />,
};

/** What the posting asks for, in its own words, and the words of the resume that show it. */
function Keywords({ keywords, content }: { keywords: Keyword[]; content: Content }) {
  const { t } = useTranslation(['studio', 'common']);
  return (
    <details className={css.keywords}>
      <summary>{t('score.keywords', { count: keywords.length })}</summary>
      {NEEDS.map((need) => {
        const group = keywords.filter((keyword) => keyword.need === need);
        if (group.length === 0) return null;
        return (
          <section key={need} aria-label={t(`need.${need}`)}>
            <h3>{t(`need.${need}`)}</h3>
            <ul>
              {group.map((keyword) => (
                <li key={keyword.keyword}>
                  {ICONS[keyword.state]}
                  <Quote source="posting" text={keyword.keyword} />
                  <div>
                    <span className={ui.muted}>{t(`score.state.${keyword.state}`)}</span> <Adds keyword={keyword} />
                    <Evidence content={content} evidence={keyword.evidence} />
                  </div>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </details>
  );
}

/** What it would count to show it in what was done. */
export function Adds({ keyword }: { keyword: Keyword }) {
  const { t } = useTranslation(['studio', 'common']);
  const points = Math.round(keyword.adds);
  if (points < 1) return null;
  return <span className={`${ui.muted} ${ui.small}`}>{t('score.adds', { count: points })} </span>;
}
