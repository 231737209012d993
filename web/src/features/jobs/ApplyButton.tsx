import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { announce, ButtonLink, ProblemNote } from '@/shared';
import type { JobDetail } from './api';
import { applicationForQuery } from './applications';

/** Applies for a job, or notes that it was done on the employer's page; afterwards the way to the application. */
export function ApplyButton({ job, isElsewhere }: { job: JobDetail; isElsewhere: boolean }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const queries = useQueryClient();
  const application = useQuery(applicationForQuery(job.id));
  const apply = useMutation({
    mutationFn: async () => {
      await ok(api.POST('/api/v1/applications', { body: { job_id: job.id } }));
      announce(t('applications.sent'));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['applications'] }),
  });
  const mine = application.data;
  if (mine && mine.status !== 'withdrawn')
    return (
      <ButtonLink to="/applications/$id" params={{ id: mine.id }}>
        {t('applications.appliedOn', { day: format.day(mine.created_at) })}
      </ButtonLink>
    );
  if (job.status === 'closed') return null;
  return (
    <>
      <Button
        variant={isElsewhere ? 'default' : 'filled'}
        leftSection={<IconSend size={16} stroke={1.75} aria-hidden />}
        disabled={application.isPending}
        loading={apply.isPending}
        onClick={() => apply.mutate()}
      >
        {t(isElsewhere ? 'applications.note' : 'applications.apply')}
      </Button>
      {apply.error && <ProblemNote error={apply.error} />}
    </>
  );
}
