import { TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { fieldOf, ProblemError } from '@/api/problem';
import { ui } from '@/shared';
import { Password } from './Password';
import { AuthCard, Submit } from './AuthCard';
import { ConfirmStep } from './ConfirmStep';
import { FormProblem } from './FormProblem';
import { signInHere } from './signin';
import { SocialButtons } from './SocialButtons';
import { email, newPassword } from './schemas';
import { homeOf, signedIn } from './session';
import css from './identity.module.css';

const route = getRouteApi('/guests/join');
const FIELDS = { password: /password/i, email: /address|e-?mail/i };

export function JoinPage() {
  const { t } = useTranslation(['identity', 'common']);
  const router = useRouter();
  const { next } = route.useSearch();
  const [confirms, setConfirms] = useState<string | null>(null);
  const form = useForm({
    initialValues: { full_name: '', email: '', password: '' },
    validate: schemaResolver(v.object({ full_name: v.string(), email: email(t), password: newPassword(t) }), { sync: true }),
  });
  const enter = async () => {
    const user = await signedIn();
    await router.invalidate();
    router.history.push(`/app${next ?? homeOf(user)}`);
  };
  const join = useMutation({
    mutationFn: async ({ full_name, ...rest }: typeof form.values) =>
      (await signInHere()).register({ ...rest, full_name: full_name.trim() || null }),
    onSuccess: (outcome, { email }) => (outcome === 'done' ? enter() : setConfirms(email.trim())),
    onError: (error) => {
      const field = error instanceof ProblemError ? fieldOf(error, FIELDS) : undefined;
      if (field) form.setFieldError(field, error.message);
    },
  });
  if (confirms) return <ConfirmStep email={confirms} onConfirmed={enter} />;
  const isShownAtField = join.error instanceof ProblemError && fieldOf(join.error, FIELDS) !== undefined;
  return (
    <AuthCard
      title={t('join.title')}
      intro={t('join.intro')}
      footer={
        <>
          {t('join.haveOne')}{' '}
          <Link to="/sign-in" search={{ next }} className={ui.link}>
            {t('signIn.title')}
          </Link>
        </>
      }
    >
      <form noValidate onSubmit={form.onSubmit((values) => join.mutate(values))} className={css.form}>
        {join.error && !isShownAtField && <FormProblem error={join.error} title={t('join.refused')} />}
        <TextInput label={t('name')} description={t('join.nameHint')} autoComplete="name" {...form.getInputProps('full_name')} />
        <TextInput label={t('email')} type="email" autoComplete="username" {...form.getInputProps('email')} />
        <Password isNew label={t('password')} {...form.getInputProps('password')} />
        <Submit isBusy={join.isPending}>{t('join.title')}</Submit>
      </form>
      <SocialButtons />
    </AuthCard>
  );
}
