import { Button } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ProblemNote } from '@/shared';
import { interviewsQuery, startInterview } from './api';

/** Starts a mock interview and goes there. */
export function StartButton({ jobId, label }: { jobId?: string; label: string }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: async () => {
      const interview = await startInterview(jobId);
      await queries.invalidateQueries({ queryKey: interviewsQuery.queryKey });
      await navigate({ to: '/interviews/$id', params: { id: interview.id } });
    },
  });
  return (
    <>
      <Button leftSection={<IconMessageQuestion size={16} stroke={1.75} aria-hidden />} disabled={start.isPending} onClick={() => start.mutate()}>
        {label}
      </Button>
      {start.error && <ProblemNote error={start.error} />}
    </>
  );
}
