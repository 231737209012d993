import { Button } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { announce, ProblemNote } from '@/shared';
import { savedJobsQuery, savedQuery } from './saved';

/** Keeps a job for later, or no longer. */
export function SaveButton({ id }: { id: string }) {
  const { t } = useTranslation(['jobs', 'common']);
  const queries = useQueryClient();
  const saved = useQuery(savedQuery(id));
  const isSaved = saved.data?.saved ?? false;
  const toggle = useMutation({
    mutationFn: async () => {
      const path = { params: { path: { id } } };
      await ok(isSaved ? api.DELETE('/api/v1/saved-jobs/{id}', path) : api.PUT('/api/v1/saved-jobs/{id}', path));
      announce(t(isSaved ? 'saved.removed' : 'saved.added'));
    },
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: savedQuery(id).queryKey }), queries.invalidateQueries({ queryKey: savedJobsQuery.queryKey })]),
  });
  const Icon = isSaved ? IconBookmarkFilled : IconBookmark;
  return (
    <>
      <Button
        leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
        aria-pressed={isSaved}
        disabled={saved.isPending}
        onClick={() => toggle.mutate()}
      >
        {t(isSaved ? 'saved.is' : 'saved.save')}
      </Button>
      {toggle.error && <ProblemNote error={toggle.error} />}
    </>
  );
}
