import { PasswordInput, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { api, ok } from '@/api/client';
import { ui } from '@/shared';
import { AuthCard, Submit } from './AuthCard';
import { FactorStep } from './FactorStep';
import { FormProblem } from './FormProblem';
import { email, given } from './schemas';
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
    mutationFn: (body: typeof form.values) => ok(api.POST('/api/v1/auth/login', { body })),
    onSuccess: (tokens) => (tokens.mfa_required ? setNeedsFactor(true) : enter()),
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
        {login.error && <FormProblem error={login.error} title={t('signIn.refused')} />}
        <TextInput label={t('email')} type="email" autoComplete="username" {...form.getInputProps('email')} />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          {...form.getInputProps('password')}
        />
        <Submit isBusy={login.isPending}>{t('signIn.title')}</Submit>
        <Link to="/forgot" className={ui.link}>
          {t('forgot.title')}
        </Link>
      </form>
      <SocialButtons />
    </AuthCard>
  );
}

/** One for each provider that is configured. */
export function SocialButtons() {
  const { t } = useTranslation(['identity', 'common']);
  const settings = useQuery({ queryKey: ['auth-settings'], staleTime: Infinity, queryFn: () => ok(api.GET('/auth/v1/settings')) });
  const names = providersOf(settings.data?.external as Record<string, boolean> | undefined);
  if (names.length === 0) return null;
  const back = encodeURIComponent(`${location.origin}/app/sign-in`);
  return (
    <div className={css.social}>
      <p className={ui.muted}>{t('signIn.or')}</p>
      {names.map((name) => (
        <a key={name} href={`/api/v1/auth/oauth/${name}?redirect_to=${back}`} className={css.socialButton}>
          {t('signIn.with', { provider: nameOf(name) })}
        </a>
      ))}
    </div>
  );
}

/** The providers of social sign-in among what a server offers. */
export function providersOf(external: Record<string, boolean> | undefined): string[] {
  const offered = Object.entries(external ?? {}).filter(([name, isOn]) => isOn && name !== 'email' && name !== 'phone');
  return offered.map(([name]) => name.replace(/_oidc$/, ''));
}

export function nameOf(provider: string): string {
  const known: Record<string, string> = { google: 'Google', github: 'GitHub', linkedin: 'LinkedIn' };
  return known[provider] ?? provider;
}
