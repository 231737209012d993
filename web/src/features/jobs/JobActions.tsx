import { Button } from '@mantine/core';
import { IconExternalLink, IconMessageCircle, IconTypography } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { isAdmin, useSession } from '@/features/identity';
import { StartButton } from '@/features/interviews';
import { ButtonLink, ProblemNote } from '@/shared';
import type { JobDetail } from './api';
import { ApplyButton } from './ApplyButton';
import { SaveButton } from './SaveButton';
import css from './jobs.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** Opens the conversation about a job: one for each job, opened again. */
export function useCoach(jobId: string) {
  const navigate = useNavigate();
  const user = useSession();
  return useMutation({
    mutationFn: async () => {
      if (!user) {
        await navigate({ to: '/join', search: { next: `/jobs/${jobId}` } });
        return;
      }
      const session = await ok(api.POST('/api/v1/chat/sessions', { body: { job_id: jobId } }));
      await navigate({ to: '/coach/$session', params: { session: session.id } });
    },
  });
}

export function JobActions({ job }: { job: JobDetail }) {
  const { t } = useTranslation(['jobs', 'common']);
  const user = useSession();
  const coach = useCoach(job.id);
  const address = job.apply_url ?? job.url;
  return (
    <div data-screen-only>
      <div className={css.jobActions}>
        {job.status !== 'closed' && address && (
          <Button
            component="a"
            href={address}
            target="_blank"
            rel="noreferrer"
            variant="filled"
            rightSection={<IconExternalLink {...icon} />}
          >
            {t('apply', { company: job.company })}
          </Button>
        )}
        {user?.role === 'seeker' && <ApplyButton job={job} isElsewhere={Boolean(address)} />}
        {user && !isAdmin(user) && <SaveButton id={job.id} />}
        {user?.role === 'seeker' && (
          <ButtonLink to="/studio" search={{ job: job.id }} leftSection={<IconTypography {...icon} />}>
            {t('tailor')}
          </ButtonLink>
        )}
        {user?.role === 'seeker' && <StartButton jobId={job.id} label={t('practise')} />}
        {!isAdmin(user) && (
          <Button leftSection={<IconMessageCircle {...icon} />} onClick={() => coach.mutate()}>
            {t('askCoach')}
          </Button>
        )}
      </div>
      {coach.error && <ProblemNote error={coach.error} />}
    </div>
  );
}
