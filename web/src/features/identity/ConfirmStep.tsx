import { TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { AuthCard, Submit } from './AuthCard';
import { FormProblem } from './FormProblem';
import { given } from './schemas';
import { signInHere } from './signin';
import css from './identity.module.css';

/** Confirms an address by the code of the mail; the link in it works as well. */
export function ConfirmStep({ email, onConfirmed }: { email: string; onConfirmed: () => void }) {
  const { t } = useTranslation(['identity', 'common']);
  const form = useForm({
    initialValues: { code: '' },
    validate: schemaResolver(v.object({ code: given(t('error.mailCode')) }), { sync: true }),
  });
  const confirm = useMutation({
    mutationFn: async ({ code }: { code: string }) => (await signInHere()).confirm(email, code.trim()),
    onSuccess: onConfirmed,
  });
  return (
    <AuthCard title={t('confirm.title')} intro={t('confirm.intro', { email })}>
      <form noValidate onSubmit={form.onSubmit((values) => confirm.mutate(values))} className={css.form}>
        {confirm.error && <FormProblem error={confirm.error} title={t('confirm.refused')} />}
        <TextInput label={t('mailCode')} autoComplete="one-time-code" {...form.getInputProps('code')} />
        <Submit isBusy={confirm.isPending}>{t('confirm.go')}</Submit>
      </form>
    </AuthCard>
  );
}
