import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Recommendation, ScoreMark } from '@/features/matching';
import { ui } from '@/shared';
import { pieces } from '@/shared/Quote';
import type { FoundJob } from './api';
import { Age, usePay, usePlace } from './facts';
import css from './jobs.module.css';

export interface Fit {
  score: ReactNode;
  /** How many skills are shown, of how many required ones where that is known. */
  shown: number;
  required: number | null;
  missing: string[];
}

/** What a row says of a match. */
export function fitOf({ score, fits, parts, required, shown, matched_skills, missing_skills }: Recommendation): Fit {
  return {
    score: <ScoreMark score={score} fits={fits} parts={parts} />,
    shown: required ? shown : matched_skills.length,
    required: required || null,
    missing: missing_skills,
  };
}

/** A job in a list. On wide pages it opens beside the list, elsewhere as a page. */
export function JobRow({ job, fit, isOpen, opensBeside }: {
  job: FoundJob;
  fit?: Fit;
  isOpen?: boolean;
  opensBeside: boolean;
}) {
  const { t } = useTranslation(['jobs', 'common']);
  const pay = usePay(job.salary);
  const place = usePlace(job);
  const content = (
    <>
      {fit && <span className={css.score}>{fit.score}</span>}
      <span className={css.rowBody}>
        <span className={css.what}>
          <span className={css.title}>
            {job.highlights?.title
              ? pieces(job.highlights.title.text, job.highlights.title.ranges).map(({ piece, isMarked, at }) =>
                  isMarked ? <mark key={at} className={css.found}>{piece}</mark> : piece,
                )
              : job.title}
          </span>
          <span className={css.where}>
            {job.company} · {place}
          </span>
        </span>
        <span className={css.facts}>
          <span className={pay ? ui.strong : ui.muted}>{pay ?? t('payNotStated')}</span>
          <span className={ui.muted}>
            <Age job={job} />
          </span>
        </span>
        {fit ? (
          <span className={css.reasons}>
            {fit.shown > 0 && (
              <span>
                <IconCheck size={14} stroke={2} aria-hidden className={ui.tonePine} /> {' '}
                {fit.required === null ? t('row.shown', { count: fit.shown }) : t('row.required', { count: fit.required, shown: fit.shown })}
              </span>
            )}
            {fit.missing.length > 0 && (
              <span className={css.missing}>
                <IconMinus size={14} stroke={2} aria-hidden className={ui.toneOchre} /> {fit.missing.slice(0, 2).join(', ')}
                {fit.missing.length > 2 && ` ${t('row.more', { count: fit.missing.length - 2 })}`}
              </span>
            )}
          </span>
        ) : (
          <span className={css.reasons}>{job.skills.slice(0, 4).join(' · ')}</span>
        )}
      </span>
    </>
  );
  return (
    <li className={css.row} data-open={isOpen || undefined}>
      {opensBeside ? (
        <Link
          to="/jobs"
          search={(before) => ({ ...before, job: job.id })}
          resetScroll={false}
          className={css.rowLink}
          data-row
          data-job={job.id}
          aria-current={isOpen ? 'true' : undefined}
        >
          {content}
        </Link>
      ) : (
        <Link to="/jobs/$id" params={{ id: job.id }} className={css.rowLink} data-row data-job={job.id}>
          {content}
        </Link>
      )}
    </li>
  );
}
