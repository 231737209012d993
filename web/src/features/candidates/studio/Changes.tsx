import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ui } from '@/shared';
import { useKeys } from '@/shared/keys';
import type { Change } from './api';
import { ChangeCard } from './ChangeCard';
import type { Offer } from './changes';
import type { Content } from './own';
import css from './studio.module.css';

/** Every change with its evidence, to be taken or refused. `J` and `K` move through them, `X` refuses or takes. */
export function Changes({ offers, content, decide, undo, isBusy, hasPosting }: {
  offers: Offer[];
  content: Content;
  decide: (change: Change, isRefused: boolean) => void;
  undo: () => void;
  isBusy: boolean;
  hasPosting: boolean;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const list = useRef<HTMLOListElement>(null);
  const cards = () => [...(list.current?.children ?? [])] as HTMLElement[];
  const at = () => cards().findIndex((card) => card.contains(document.activeElement));
  const move = (step: number) => {
    const all = cards();
    const next = all[Math.min(all.length - 1, Math.max(0, at() < 0 ? 0 : at() + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const offer = offers[at()];
      if (offer) decide(offer.change, !offer.isRefused);
    },
    z: undo,
  });
  const refused = offers.filter(({ isRefused }) => isRefused).length;
  return (
    <section aria-label={t('changes.title')} aria-busy={isBusy || undefined}>
      <div className={ui.cardHead}>
        <h2>{t('changes.title')}</h2>
        {offers.length > 0 && (
          <span className={`${ui.muted} ${ui.small}`}>
            {t('changes.taken', { count: offers.length - refused })}{refused > 0 && `, ${t('changes.refused', { count: refused })}`}
          </span>
        )}
      </div>
      <p className={`${ui.muted} ${ui.small}`}>{offers.length > 0 ? t('changes.intro') : hasPosting ? t('changes.none') : t('changes.noneOfPages')}</p>
      <ol ref={list} className={css.changes}>
        {offers.map((offer) => (
          <ChangeCard key={offer.change.id} offer={offer} content={content} decide={(isRefused) => decide(offer.change, isRefused)} />
        ))}
      </ol>
    </section>
  );
}
