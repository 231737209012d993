import { IconCheck, IconFileUpload, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '@/api/problem';
import { useSession } from '@/features/identity';
import { ButtonLink, Empty, ProblemNote, Quote, Rows, ui } from '@/shared';
import { ScoreHead } from '@/shared/Points';
import { type Match, matchQuery, outOf100, rounded, type Skill } from './api';
import { ScoreBreakdown } from './Score';
import css from './matching.module.css';

const icon = { size: 16, stroke: 2, 'aria-hidden': true } as const;

/** Whether this person can be compared with a job. */
export function useHasMatches(): boolean {
  return useSession()?.role === 'seeker';
}

/** How the resume in use fits a job, and why. */
export function MatchView({ jobId }: { jobId: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  const match = useQuery(matchQuery(jobId));
  if (match.isPending) return <Rows count={3} words={t('match.comparing')} />;
  if (match.error instanceof ProblemError && match.error.status === 422) {
    return /resume/i.test(match.error.message) ? <NoResume /> : <Empty title={t('match.stillRead')}>{match.error.message}</Empty>;
  }
  if (match.error) return <ProblemNote error={match.error} title={t('match.failed')} retry={() => void match.refetch()} />;
  return <Known match={match.data} />;
}

export function NoResume() {
  const { t } = useTranslation(['jobs', 'common']);
  return (
    <Empty
      icon={<IconFileUpload size={28} stroke={1.5} aria-hidden />}
      title={t('match.noResume')}
      actions={
        <ButtonLink to="/resume">
          {t('match.addResume')}
        </ButtonLink>
      }
    >
      {t('match.noResumeIntro')}
    </Empty>
  );
}

function Known({ match }: { match: Match }) {
  const { t } = useTranslation(['jobs', 'common']);
  return (
    <div>
      <ScoreHead
        score={match.score == null ? null : outOf100(match.score)}
        of={t('match.of100')}
        says={match.score == null ? t('match.tooLittle') : match.fits ? t('match.fitsYou') : t('match.stretchYou')}
        estimate={t('match.estimate')}
      />
      {match.missing_licence && <p className={css.licence}>{t('match.licence', { licence: match.missing_licence })}</p>}
      <ScoreBreakdown parts={match.parts} />
      {match.skills.length > 0 ? (
        <SkillTable skills={match.skills} />
      ) : (
        <div className={css.columns}>
          <SkillGroup title={t('match.shows')} skills={match.matched_skills} none={t('match.showsNone')} isShown />
          <SkillGroup title={t('match.showsNot')} skills={match.missing_skills} none={t('match.showsAll')} />
        </div>
      )}
    </div>
  );
}

const NEEDS = ['required', 'preferred', 'named'] as const;

/** What is asked for in its groups, each skill with the resume's own words, or with what showing it would add. */
function SkillTable({ skills }: { skills: Skill[] }) {
  const { t } = useTranslation(['jobs', 'common']);
  return (
    <>
      {NEEDS.map((need) => {
        const group = skills.filter((skill) => skill.need === need);
        if (group.length === 0) return null;
        return (
          <section key={need} className={css.skillGroup} aria-label={t(`need.${need}`)}>
            <h3>
              {t(`need.${need}`)}{' '}
              <span className={ui.muted}>{t('match.shownOf', { shown: group.filter((skill) => skill.shown).length, count: group.length })}</span>
            </h3>
            <ul>
              {group.map((skill) => (
                <li key={skill.name}>
                  {skill.shown ? <IconCheck {...icon} className={ui.tonePine} /> : <IconMinus {...icon} className={ui.toneOchre} />}
                  <span className={ui.strong}>{skill.name}</span>
                  <SkillReason skill={skill} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function SkillReason({ skill }: { skill: Skill }) {
  const { t } = useTranslation(['jobs', 'common']);
  const words = skill.evidence.find((item) => item.source === 'resume');
  if (skill.shown && words) return <Quote source="resume" text={words.text} place={t('match.line', { line: words.line + 1 })} />;
  if (skill.shown) return null;
  const adds = rounded(skill.adds);
  return <span className={ui.muted}>{adds > 0 ? t('match.notFoundAdds', { count: adds }) : t('match.notFound')}</span>;
}

function SkillGroup({ title, skills, none, isShown }: { title: string; skills: string[]; none: string; isShown?: boolean }) {
  return (
    <section aria-label={title}>
      <h3 className={css.groupTitle}>
        {isShown ? <IconCheck {...icon} className={ui.tonePine} /> : <IconMinus {...icon} className={ui.toneOchre} />} {title}
      </h3>
      {skills.length === 0 && <p className={ui.muted}>{none}</p>}
      <ul className={css.skills}>
        {skills.map((skill) => (
          <li key={skill}>{skill}</li>
        ))}
      </ul>
    </section>
  );
}

/** What the resume does not show, and where it can be learnt. */
export function Gaps({ jobId }: { jobId: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  const match = useQuery(matchQuery(jobId));
  if (!match.data) return null;
  const { missing_skills: missing, learning_recommendations: learning } = match.data;
  if (missing.length === 0) return <p className={ui.muted}>{t('gaps.none')}</p>;
  return (
    <ul className={css.gaps}>
      {missing.map((skill) => {
        const courses = learning.filter((item) => item.skill === skill);
        return (
          <li key={skill} className={ui.card}>
            <h3>{skill}</h3>
            <p className={ui.muted}>{t('gaps.notFound')}</p>
            {courses.length > 0 && <p className={css.learn}>{t('gaps.toLearn')}</p>}
            <ul>
              {courses.map((course) => (
                <li key={course.url}>
                  <a href={course.url} target="_blank" rel="noreferrer" className={ui.link}>
                    {course.title}
                  </a>{' '}
                  <span className={`${ui.muted} ${ui.small}`}>{course.provider}</span>
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}
