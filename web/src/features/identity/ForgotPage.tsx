import { TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { toast, ui } from '@/shared';
import { Password } from './Password';
import { AuthCard, Submit } from './AuthCard';
import { FormProblem } from './FormProblem';
import { email, given, newPassword } from './schemas';
import { signInHere } from './signin';
import css from './identity.module.css';

export function ForgotPage() {
  const { t } = useTranslation(['identity', 'common']);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({ initialValues: { email: '' }, validate: schemaResolver(v.object({ email: email(t) }), { sync: true }) });
  const ask = useMutation({
    mutationFn: async ({ email }: { email: string }) => (await signInHere()).askNewPassword(email.trim()),
    onSuccess: (_, { email }) => setSentTo(email.trim()),
  });
  if (sentTo) return <NewPasswordStep email={sentTo} />;
  return (
    <AuthCard
      title={t('forgot.title')}
      intro={t('forgot.intro')}
      footer={
        <Link to="/sign-in" className={ui.link}>
          {t('signIn.back')}
        </Link>
      }
    >
      <form noValidate onSubmit={form.onSubmit((values) => ask.mutate(values))} className={css.form}>
        {ask.error && <FormProblem error={ask.error} title={t('forgot.refused')} />}
        <TextInput label={t('email')} type="email" autoComplete="username" {...form.getInputProps('email')} />
        <Submit isBusy={ask.isPending}>{t('forgot.go')}</Submit>
      </form>
    </AuthCard>
  );
}

function NewPasswordStep({ email }: { email: string }) {
  const { t } = useTranslation(['identity', 'common']);
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { code: '', password: '' },
    validate: schemaResolver(v.object({ code: given(t('error.mailCode')), password: newPassword(t) }), { sync: true }),
  });
  const reset = useMutation({
    mutationFn: async ({ code, password }: typeof form.values) => (await signInHere()).setNewPassword(email, code.trim(), password),
    onSuccess: async () => {
      toast(t('forgot.done'));
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <AuthCard title={t('forgot.newTitle')} intro={t('forgot.sent', { email })}>
      <form noValidate onSubmit={form.onSubmit((values) => reset.mutate(values))} className={css.form}>
        {reset.error && <FormProblem error={reset.error} title={t('forgot.refused')} />}
        <TextInput label={t('mailCode')} autoComplete="one-time-code" {...form.getInputProps('code')} />
        <Password isNew label={t('newPassword')} {...form.getInputProps('password')} />
        <Submit isBusy={reset.isPending}>{t('forgot.set')}</Submit>
      </form>
    </AuthCard>
  );
}
