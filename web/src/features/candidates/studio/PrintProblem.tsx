import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { ButtonLink, ProblemNote, ui } from '@/shared';
import { pointerOf } from './misread';
import { useFieldName } from './names';

/** Why the resume is not printed, and what can be done about it. */
export function PrintProblem({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation(['studio', 'common']);
  const nameOf = useFieldName();
  const problem = asProblem(error);
  const [, field = ''] = /`([^`]+)`/.exec(problem.message) ?? [];
  const explain = {
    lost_field: () => [t('problem.lostField', { field: nameOf(pointerOf(field)) }), t('problem.lostFieldDo')],
    no_font: () => [t('problem.noFont', { characters: problem.message.split(': ').at(-1) ?? '' }), t('problem.noFontDo')],
    too_long_to_print: () => [t('problem.tooLong'), t('problem.tooLongDo')],
  }[problem.code];
  if (!explain) return <ProblemNote error={error} retry={retry} />;
  const [title, advice] = explain();
  return (
    <div className={ui.summary} role="alert">
      <strong>{title}</strong>
      <p>{advice}</p>
      <div className={ui.actions}>
        <ButtonLink to="/resume">{t('problem.edit')}</ButtonLink>
      </div>
    </div>
  );
}
