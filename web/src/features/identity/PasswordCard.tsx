import { Button } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { Card, toast, ui } from '@/shared';
import { Password } from './Password';
import { FormProblem } from './FormProblem';
import { given, newPassword } from './schemas';
import { signInHere } from './signin';
import css from './identity.module.css';

export function PasswordCard() {
  const { t } = useTranslation(['identity', 'common']);
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { old_password: '', new_password: '' },
    validate: schemaResolver(v.object({ old_password: given(t('error.passwordMissing')), new_password: newPassword(t) }), {
      sync: true,
    }),
  });
  const change = useMutation({
    mutationFn: async ({ old_password, new_password }: typeof form.values) => (await signInHere()).changePassword(old_password, new_password),
    onSuccess: () => {
      form.reset();
      toast(t('passwordCard.done'));
      void queries.invalidateQueries({ queryKey: ['sign-ins'] });
    },
  });
  return (
    <Card title={t('password')}>
      <form className={css.form} noValidate onSubmit={form.onSubmit((values) => change.mutate(values))}>
        {change.error && <FormProblem error={change.error} title={t('passwordCard.refused')} />}
        <Password label={t('passwordCard.now')} {...form.getInputProps('old_password')} />
        <Password isNew label={t('newPassword')} {...form.getInputProps('new_password')} />
        <div className={css.row}>
          <Button type="submit">{t('passwordCard.change')}</Button>
          <span className={`${ui.muted} ${ui.small}`}>{t('passwordCard.hint')}</span>
        </div>
      </form>
    </Card>
  );
}
