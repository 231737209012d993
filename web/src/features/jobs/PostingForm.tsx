import { Button, NativeSelect, NumberInput, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok, type Schemas } from '@/api/client';
import { Card, ProblemNote, ui } from '@/shared';
import { Posting as PostingText } from './Posting';
import type { Posting } from './postings';
import css from './jobs.module.css';

const WORKPLACES = ['on_site', 'hybrid', 'remote'] as const;
const TYPES = ['full_time', 'part_time', 'contractor', 'temporary', 'intern', 'volunteer', 'per_diem', 'other'] as const;
const PERIODS = ['year', 'month', 'week', 'day', 'hour'] as const satisfies Schemas['SalaryPeriod'][];

export const EMPTY: Posting = { title: '', company: '', description: '', skills: [], locations: [] };

/** The choice of what the posting does not say. */
const NOTHING = { value: '', label: '–' };

/** A posting as its employer writes it, with a look at what becomes of it. What is typed stays when it is refused. */
export function PostingForm({ start, action, onSubmit, error, isPending }: {
  start: Posting;
  action: string;
  onSubmit: (posting: Posting) => void;
  error: Error | null;
  isPending: boolean;
}) {
  const { t } = useTranslation(['jobs', 'common']);
  const [posting, setPosting] = useState(start);
  const set = (change: Partial<Posting>) => setPosting((before) => ({ ...before, ...change }));
  const pay = (change: Partial<NonNullable<Posting['salary']>>) => set({ salary: { ...posting.salary, ...change } });
  const complete = (): Posting => ({
    ...posting,
    company: posting.company?.trim() || undefined,
    apply_url: posting.apply_url?.trim() || undefined,
    department: posting.department?.trim() || undefined,
    salary: posting.salary?.min || posting.salary?.max ? posting.salary : undefined,
  });
  const preview = useMutation({ mutationFn: () => ok(api.POST('/api/v1/provider/jobs/preview', { body: complete() })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(complete());
  };
  const failed = error ?? preview.error;
  return (
    <>
      <form onSubmit={submit} className={css.changeForm}>
        <TextInput label={t('postings.jobTitle')} required minLength={3} maxLength={300} value={posting.title} onChange={(event) => set({ title: event.target.value })} />
        <TextInput label={t('postings.company')} description={t('postings.companyHint')} maxLength={200} value={posting.company ?? ''} onChange={(event) => set({ company: event.target.value })} />
        <Textarea label={t('postings.description')} description={t('postings.descriptionHint')} required minLength={20} autosize minRows={8} maxRows={24} value={posting.description} onChange={(event) => set({ description: event.target.value })} />
        <TagsInput label={t('postings.skills')} description={t('postings.tagsHint')} maxTags={50} value={posting.skills} onChange={(skills) => set({ skills })} />
        <TagsInput label={t('postings.places')} description={t('postings.tagsHint')} maxTags={20} splitChars={[]} value={posting.locations} onChange={(locations) => set({ locations })} />
        <div className={css.fields}>
          <NativeSelect label={t('postings.workplace')} data={[NOTHING, ...WORKPLACES.map((value) => ({ value, label: t(`workplace.${value}`) }))]} value={posting.workplace ?? ''} onChange={(event) => set({ workplace: (event.target.value || undefined) as Posting['workplace'] })} />
          <NativeSelect label={t('postings.type')} data={[NOTHING, ...TYPES.map((value) => ({ value, label: t(`type.${value}`) }))]} value={posting.employment_type ?? ''} onChange={(event) => set({ employment_type: (event.target.value || undefined) as Posting['employment_type'] })} />
        </div>
        <div className={css.fields}>
          <NumberInput label={t('postings.payFrom')} min={0} hideControls value={posting.salary?.min ?? ''} onChange={(min) => pay({ min: min === '' ? undefined : Number(min) })} />
          <NumberInput label={t('postings.payTo')} min={0} hideControls value={posting.salary?.max ?? ''} onChange={(max) => pay({ max: max === '' ? undefined : Number(max) })} />
          <TextInput label={t('postings.currency')} maxLength={3} value={posting.salary?.currency ?? ''} onChange={(event) => pay({ currency: event.target.value.toUpperCase() || undefined })} />
          <NativeSelect label={t('postings.period')} data={[NOTHING, ...PERIODS.map((value) => ({ value, label: t(`postings.per.${value}`) }))]} value={posting.salary?.period ?? ''} onChange={(event) => pay({ period: (event.target.value || undefined) as Schemas['SalaryPeriod'] | undefined })} />
        </div>
        <TextInput label={t('postings.applyUrl')} description={t('postings.applyUrlHint')} type="url" value={posting.apply_url ?? ''} onChange={(event) => set({ apply_url: event.target.value })} />
        <div className={ui.actions}>
          <Button type="submit" variant="filled" loading={isPending}>{action}</Button>
          <Button loading={preview.isPending} onClick={() => preview.mutate()}>{t('postings.preview')}</Button>
        </div>
        {failed && <ProblemNote error={failed} />}
      </form>
      {preview.data && (
        <Card title={t('postings.previewTitle')}>
          <p className={ui.strong}>{preview.data.title}</p>
          <p className={ui.muted}>
            {[preview.data.company, ...preview.data.locations, preview.data.salary?.text ?? t('payNotStated')].join(' · ')}
          </p>
          <PostingText description={preview.data.description} />
        </Card>
      )}
    </>
  );
}
