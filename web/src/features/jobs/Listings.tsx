import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { isAdmin, useSession } from '@/features/identity';
import { useFormat } from '@/i18n/format';
import { announce, ProblemNote, ui } from '@/shared';
import { type JobDetail, jobQuery, type Listing } from './api';
import { usePlace } from './facts';
import css from './jobs.module.css';

/** Where else the same job is posted. Administrators say here when it is not the same. */
export function Listings({ job }: { job: JobDetail }) {
  const { t } = useTranslation(['jobs', 'common']);
  const user = useSession();
  const queries = useQueryClient();
  const distinguish = useMutation({
    mutationFn: async (other: string) => {
      const params = { path: { id: job.id } };
      await ok(api.POST('/api/v1/admin/jobs/{id}/distinctions', { params, body: { job_id: other } }));
      announce(t('listings.parted'));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: jobQuery(job.id).queryKey }),
  });
  return (
    <>
      <ul className={css.similar}>
        {othersOf(job).map((listing) => (
          <li key={listing.job_id}>
            <ListingView listing={listing} />
            {isAdmin(user) && (
              <Button size="compact-sm" disabled={distinguish.isPending} onClick={() => distinguish.mutate(listing.job_id)} data-screen-only>
                {t('listings.differs')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {distinguish.error && <ProblemNote error={distinguish.error} />}
    </>
  );
}

/** The postings of the job besides its own. */
export function othersOf(job: JobDetail): Listing[] {
  return job.listings.filter((listing) => listing.job_id !== job.id);
}

function ListingView({ listing }: { listing: Listing }) {
  const { t } = useTranslation(['jobs', 'common']);
  const format = useFormat();
  const place = usePlace({ locations: listing.locations, workplace: null });
  const isClosed = listing.status === 'closed';
  return (
    <div>
      <Link to="/jobs/$id" params={{ id: listing.job_id }} className={ui.link}>
        {place}
      </Link>
      <p className={css.where}>
        {listing.source === 'provider'
          ? t(isClosed ? 'listings.ownClosed' : 'listings.own')
          : t(isClosed ? 'listings.was' : 'listings.is', { source: listing.source, day: format.day(listing.last_seen_at) })}
      </p>
    </div>
  );
}
