import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ui } from '@/shared';
import type { Change } from './api';
import { type Fit, pagesOf } from './fit';
import css from './studio.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** How full the pages are, how much is over, and what goes. */
export function FitMeter({ fit, trims }: { fit: Fit; trims: Change[] }) {
  const { t } = useTranslation(['studio', 'common']);
  const format = useFormat();
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 0 });
  const inPages = (count: number) => t('fit.pages', { count, number: format.number(count, { maximumFractionDigits: 1 }) });
  const pages = pagesOf(fit);
  const last = pages.findLast(({ share }) => share > 0);
  const isOver = fit.over > 0;
  return (
    <figure className={css.fit}>
      <div className={css.fitBar} aria-hidden>
        {pages.map(({ share, isOver }, index) => (
          <span key={index} data-over={isOver || undefined}>
            <span data-amount style={{ width: `${100 * share}%` }} />
          </span>
        ))}
      </div>
      <figcaption>
        {isOver ? <IconAlertTriangle {...icon} className={ui.toneOchre} /> : <IconCheck {...icon} className={ui.tonePine} />}
        <span>
          <strong>
            {isOver
              ? t('fit.over', { over: inPages(Math.max(0.1, fit.over)), wanted: inPages(fit.wanted) })
              : t('fit.fits', { count: pages.filter(({ share }) => share > 0).length, share: percent(last?.share ?? 0) })}
          </strong>{' '}
          {isOver && <span className={ui.muted}>{trims.length > 0 ? t('fit.trims', { count: trims.length }) : t('fit.noTrims')}</span>}
        </span>
      </figcaption>
    </figure>
  );
}
