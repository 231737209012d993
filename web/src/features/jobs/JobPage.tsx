import { IconArrowLeft } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ComparablePay, Gaps, MatchView, useHasMatches } from '@/features/matching';
import { useSession } from '@/features/identity';
import { useFormat } from '@/i18n/format';
import { PageTitle, ui } from '@/shared';
import { useKeys } from '@/shared/keys';
import { jobQuery } from './api';
import { usePlace } from './facts';
import { History } from './History';
import { JobActions, useCoach } from './JobActions';
import { JobFacts } from './JobFacts';
import { Listings, othersOf } from './Listings';
import { Posting } from './Posting';
import { Similar } from './Similar';
import css from './jobs.module.css';

const route = getRouteApi('/jobs/$id');

/** One job on one page: everything can be found by the browser's search, and printed. */
export function JobPage() {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const { id } = route.useParams();
  const { data: job } = useSuspenseQuery(jobQuery(id));
  const place = usePlace(job);
  const hasMatches = useHasMatches();
  const user = useSession();
  const coach = useCoach(id);
  const navigate = useNavigate();
  useKeys({
    c: () => coach.mutate(),
    ...(hasMatches && { t: () => void navigate({ to: '/studio', search: { job: id } }) }),
  });
  const sections = [
    ...(hasMatches ? (['fit', 'gaps'] as const) : []),
    'posting' as const,
    ...(othersOf(job).length > 0 ? (['listings'] as const) : []),
    'history' as const,
    ...(job.guide ? (['interview', 'tips'] as const) : []),
    'similar' as const,
  ];
  return (
    <article className={css.jobPage}>
      <p data-paper-only className={ui.muted}>
        {t('printed', { address: `${location.origin}${location.pathname}`, day: format.day(new Date().toISOString()) })}
      </p>
      <header className={css.jobHead}>
        <Link to="/jobs" className={css.back} data-screen-only>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden /> {t('back')}
        </Link>
        <div className={css.jobTitle}>
          <div>
            <PageTitle title={job.title} tab={`${job.title}, ${job.company}`} />
            <p className={ui.muted}>
              {job.company} · {place}
            </p>
          </div>
          <JobActions job={job} />
        </div>
      </header>
      <nav className={css.contents} aria-label={t('contents')} data-screen-only>
        {sections.map((section) => (
          <a key={section} href={`#${section}`}>
            {t(`section.${section}`)}
          </a>
        ))}
      </nav>
      {job.status === 'closed' && (
        <p className={css.closed}>{t('closed', { day: job.closed_at ? format.day(job.closed_at) : '' })}</p>
      )}
      <div className={css.jobBody}>
        <div className={css.jobMain}>
          {hasMatches && (
            <>
              <Part id="fit">
                <MatchView jobId={id} />
              </Part>
              <Part id="gaps" title={t('section.gaps')}>
                <Gaps jobId={id} />
              </Part>
            </>
          )}
          {!user && (
            <p className={css.invite} data-screen-only>
              {t('invite')}{' '}
              <Link to="/" className={ui.link}>
                {t('inviteGo')}
              </Link>
            </p>
          )}
          <Part id="posting" title={t('section.posting')}>
            <Posting description={job.description} />
          </Part>
        </div>
        <div className={css.jobSide}>
          <JobFacts job={job} />
          {job.status === 'active' && <ComparablePay jobId={id} />}
          {othersOf(job).length > 0 && (
            <Part id="listings" title={t('section.listings')}>
              <Listings job={job} />
            </Part>
          )}
          <Part id="history" title={t('section.history')}>
            <History job={job} />
          </Part>
          {job.guide && (
            <>
              <Part id="interview" title={t('section.interview')} aside={<MadeBy by={job.guide.generated_by} />}>
                <ol className={css.questions}>
                  {job.guide.interview_questions.map((item) => (
                    <li key={item.question}>
                      <details>
                        <summary>{item.question}</summary>
                        <p>{item.answer_strategy}</p>
                      </details>
                    </li>
                  ))}
                </ol>
              </Part>
              <Part id="tips" title={t('section.tips')} aside={<MadeBy by={job.guide.generated_by} />}>
                <ol className={css.tips}>
                  {job.guide.resume_tips.map((tip) => (
                    <li key={tip}>{tip}</li>
                  ))}
                </ol>
              </Part>
            </>
          )}
          <div data-screen-only>
            <Part id="similar" title={t('section.similar')}>
              <Similar id={id} />
            </Part>
          </div>
        </div>
      </div>
    </article>
  );
}

function Part({ id, title, aside, children }: { id: string; title?: string; aside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation(['jobs', 'common']);
  return (
    <section id={id} className={css.part} aria-label={title ?? t('section.fit')}>
      {title && (
        <div className={ui.cardHead}>
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** Who made a text is told. */
function MadeBy({ by }: { by: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  return <span className={`${ui.muted} ${ui.small}`}>{by === 'rules' ? t('common:byRules') : t('common:byModel', { model: by.replace('model:', '') })}</span>;
}
