import { IconMapOff } from '@tabler/icons-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { ButtonLink, Empty, PageTitle, ProblemNote, Rows, ui } from '@/shared';

/** A page that could not be shown. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const problem = asProblem(error);
  if (problem.status === 404 || /uuid/i.test(problem.message)) return <Missing />;
  return (
    <div className={ui.body}>
      <PageTitle title={t('failed')} />
      <ProblemNote
        error={error}
        retry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}

/** An address that leads nowhere. */
export function Missing() {
  const { t } = useTranslation();
  return (
    <div className={ui.body}>
      <PageTitle title={t('missing.title')} />
      <Empty
        icon={<IconMapOff size={28} stroke={1.5} aria-hidden />}
        title={t('missing.heading')}
        actions={
          <ButtonLink to="/">
            {t('missing.home')}
          </ButtonLink>
        }
      >
        {t('missing.intro')}
      </Empty>
    </div>
  );
}

export function Waiting() {
  const { t } = useTranslation();
  return <Rows count={5} words={t('loading')} />;
}
