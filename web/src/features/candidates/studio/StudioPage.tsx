import { IconFileText } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink, Empty, PageHeader, ProblemNote, Rows, ui } from '@/shared';
import { resumeQuery } from '../api';
import { StudioView } from './StudioView';
import css from './studio.module.css';

/** The studio: the resume in use as it is printed, scored, and tailored to a posting. */
export function StudioPage() {
  const { t } = useTranslation(['studio', 'common']);
  const resume = useQuery(resumeQuery(undefined));
  if (resume.data) return <StudioView tagged={resume.data} />;
  return (
    <div className={css.page}>
      <PageHeader title={t('title')} />
      {resume.isPending && <Rows count={6} words={t('common:loading')} />}
      {resume.error && <div className={ui.body}><ProblemNote error={resume.error} retry={() => void resume.refetch()} /></div>}
      {resume.data === null && (
        <Empty
          icon={<IconFileText size={28} stroke={1.5} aria-hidden />}
          title={t('empty.title')}
          actions={<ButtonLink to="/resume" variant="filled">{t('empty.add')}</ButtonLink>}
        >
          {t('empty.intro')}
        </Empty>
      )}
    </div>
  );
}
