import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Card, Chip, PageHeader, toast, ui } from '@/shared';
import { FormProblem } from './FormProblem';
import { sessionQuery, useUser } from './session';
import css from './identity.module.css';

export function ProfilePage() {
  const { t } = useTranslation(['identity', 'common']);
  const user = useUser();
  const format = useFormat();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { full_name: user.full_name ?? '' } });
  const save = useMutation({
    mutationFn: ({ full_name }: typeof form.values) =>
      ok(api.PATCH('/api/v1/users/{id}', { params: { path: { id: 'me' } }, body: { full_name: full_name.trim() || null } })),
    onSuccess: (changed) => {
      queries.setQueryData(sessionQuery.queryKey, changed);
      toast(t('profile.saved'));
    },
  });
  return (
    <>
      <PageHeader title={t('account.profile')} subtitle={user.email}>
        {user.is_verified ? <Chip tone="pine">{t('profile.confirmed')}</Chip> : <Chip tone="ochre">{t('profile.unconfirmed')}</Chip>}
      </PageHeader>
      <div className={css.grid}>
        <Card title={t('profile.you')} aside={t('profile.since', { day: format.day(user.created_at) })}>
          <form className={css.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
            {save.error && <FormProblem error={save.error} title={t('profile.refused')} />}
            <TextInput label={t('name')} autoComplete="name" {...form.getInputProps('full_name')} />
            <div className={ui.actions}>
              <Button type="submit" variant="filled">{t('profile.save')}</Button>
            </div>
          </form>
        </Card>
      </div>
    </>
  );
}
