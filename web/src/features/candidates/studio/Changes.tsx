import { IconArrowBarToUp, IconPlus, IconReplace, IconScissors } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ui } from '@/shared';
import { useKeys } from '@/shared/keys';
import type { Change, Keyword } from './api';
import { ChangeRow } from './ChangeRow';
import type { Offer } from './changes';
import type { Content } from './own';
import css from './studio.module.css';

type Decide = (changes: Change[], isRefused: boolean) => void;

const ICONS = { listed: IconPlus, termed: IconReplace, reordered: IconArrowBarToUp, trimmed: IconScissors } as const;
const RULES = ['listed', 'termed', 'reordered', 'trimmed'] as const;
/** From so many on, nobody wants to decide on each. */
const MANY = 4;

/** Every change by its rule, to be taken or refused. `J` and `K` move through them, `X` refuses or takes. */
export function Changes({ offers, content, keywords, decide, undo, isBusy, hasPosting }: {
  offers: Offer[];
  content: Content;
  keywords: Keyword[];
  decide: Decide;
  undo: () => void;
  isBusy: boolean;
  hasPosting: boolean;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const section = useRef<HTMLElement>(null);
  const groups = RULES.map((rule) => ({ rule, offers: offers.filter(({ change }) => change.rule === rule) }));
  const rows = () => [...(section.current?.querySelectorAll<HTMLElement>('[data-change]') ?? [])];
  const at = () => rows().findIndex((row) => row.contains(document.activeElement));
  const move = (step: number) => {
    const all = rows();
    const next = all[Math.min(all.length - 1, Math.max(0, at() < 0 ? 0 : at() + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const offer = groups.flatMap((group) => group.offers)[at()];
      if (offer) decide([offer.change], !offer.isRefused);
    },
    z: undo,
  });
  const refused = offers.filter(({ isRefused }) => isRefused).length;
  const intro = offers.length > 0 ? t('changes.intro') : hasPosting ? t('changes.none') : t('changes.noneOfPages');
  return (
    <section ref={section} className={css.changes} aria-label={t('changes.title')} aria-busy={isBusy || undefined}>
      <div className={ui.cardHead}>
        <h2>{t('changes.title')}</h2>
        {offers.length > 0 && (
          <span className={`${ui.muted} ${ui.small}`}>
            {t('changes.taken', { count: offers.length - refused })}
            {refused > 0 && `, ${t('changes.refused', { count: refused })}`}
          </span>
        )}
      </div>
      <p className={`${ui.muted} ${ui.small}`}>{intro}</p>
      {groups.map((group) => group.offers.length > 0 && <Group key={group.rule} {...group} content={content} keywords={keywords} decide={decide} />)}
    </section>
  );
}

function Group({ rule, offers, content, keywords, decide }: {
  rule: (typeof RULES)[number];
  offers: Offer[];
  content: Content;
  keywords: Keyword[];
  decide: Decide;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const Icon = ICONS[rule];
  const isAllRefused = offers.every(({ isRefused }) => isRefused);
  return (
    <section className={css.rule} aria-label={t(`rule.${rule}`)}>
      <h3>
        <Icon size={16} stroke={1.75} aria-hidden /> {t(`rule.${rule}`)}
      </h3>
      <p className={`${ui.muted} ${ui.small}`}>
        {t(`why.${rule}`)}{' '}
        {offers.length >= MANY && (
          <button type="button" className={ui.link} onClick={() => decide(offers.map(({ change }) => change), !isAllRefused)}>
            {t(isAllRefused ? 'changes.takeAll' : 'changes.refuseAll', { count: offers.length })}
          </button>
        )}
      </p>
      <ol>
        {offers.map((offer) => (
          <ChangeRow
            key={offer.change.id}
            offer={offer}
            content={content}
            keywords={keywords}
            decide={(isRefused) => decide([offer.change], isRefused)}
          />
        ))}
      </ol>
    </section>
  );
}
