import { TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { ui } from '@/shared';
import { Password } from './Password';
import { AuthCard, Submit } from './AuthCard';
import { FactorStep } from './FactorStep';
import { FormProblem } from './FormProblem';
import { email, given } from './schemas';
import { signInHere } from './signin';
import { SocialButtons } from './SocialButtons';
import { hasEnded, homeOf, signedIn } from './session';
import css from './identity.module.css';

const route = getRouteApi('/guests/sign-in');

export function SignInPage() {
  const { t } = useTranslation(['identity', 'common']);
  const router = useRouter();
  const { next } = route.useSearch();
  const [needsFactor, setNeedsFactor] = useState(false);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: schemaResolver(v.object({ email: email(t), password: given(t('error.passwordMissing')) }), { sync: true }),
  });
  const enter = async () => {
    const user = await signedIn();
    await router.invalidate();
    router.history.push(`/app${next ?? homeOf(user)}`);
  };
  const login = useMutation({
    mutationFn: async (body: typeof form.values) => (await signInHere()).withPassword(body.email, body.password),
    onSuccess: (outcome) => (outcome === 'factor' ? setNeedsFactor(true) : enter()),
  });
  // The way back from a sign-in elsewhere.
  const finished = useQuery({
    queryKey: ['social-sign-in'],
    staleTime: Infinity,
    enabled: new URLSearchParams(location.search).has('code'),
    queryFn: async () => {
      if (await (await signInHere()).finishSocial()) await enter();
      return true;
    },
  });
  if (needsFactor) return <FactorStep onProved={enter} />;
  return (
    <AuthCard
      title={hasEnded() ? t('signIn.again') : t('signIn.title')}
      intro={hasEnded() ? t('signIn.ended') : undefined}
      footer={
        <>
          {t('signIn.noAccount')}{' '}
          <Link to="/join" search={{ next }} className={ui.link}>
            {t('join.title')}
          </Link>
        </>
      }
    >
      <form noValidate onSubmit={form.onSubmit((values) => login.mutate(values))} className={css.form}>
        {finished.error && <FormProblem error={finished.error} title={t('signIn.refused')} />}
        {login.error && <FormProblem error={login.error} title={t('signIn.refused')} />}
        <TextInput label={t('email')} type="email" autoComplete="username" {...form.getInputProps('email')} />
        <Password label={t('password')} {...form.getInputProps('password')} />
        <Submit isBusy={login.isPending}>{t('signIn.title')}</Submit>
        <Link to="/forgot" className={ui.link}>
          {t('forgot.title')}
        </Link>
      </form>
      <SocialButtons />
    </AuthCard>
  );
}
