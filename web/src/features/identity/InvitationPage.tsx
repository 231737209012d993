import { TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { api, ok } from '@/api/client';
import { Password } from './Password';
import { AuthCard, Submit } from './AuthCard';
import { FormProblem } from './FormProblem';
import { given, newPassword } from './schemas';
import { homeOf, signedIn } from './session';
import css from './identity.module.css';

/** Opens the account of an administrator who was invited: the token comes from the command line. */
export function InvitationPage() {
  const { t } = useTranslation(['identity', 'common']);
  const router = useRouter();
  const form = useForm({
    // Behind the `#`, so that it is in no log.
    initialValues: { token: location.hash.slice(1), password: '' },
    validate: schemaResolver(v.object({ token: given(t('error.token')), password: newPassword(t) }), { sync: true }),
  });
  const accept = useMutation({
    mutationFn: ({ token, password }: typeof form.values) =>
      ok(api.POST('/auth/accept-invitation', { body: { token: token.trim(), password } })),
    onSuccess: async () => {
      const user = await signedIn();
      await router.invalidate();
      router.history.push(`/app${homeOf(user)}`);
    },
  });
  return (
    <AuthCard title={t('invitation.title')} intro={t('invitation.intro')}>
      <form noValidate onSubmit={form.onSubmit((values) => accept.mutate(values))} className={css.form}>
        {accept.error && <FormProblem error={accept.error} title={t('invitation.refused')} />}
        <TextInput label={t('invitation.token')} autoComplete="off" {...form.getInputProps('token')} />
        <Password isNew label={t('newPassword')} {...form.getInputProps('password')} />
        <Submit isBusy={accept.isPending}>{t('invitation.go')}</Submit>
      </form>
    </AuthCard>
  );
}
