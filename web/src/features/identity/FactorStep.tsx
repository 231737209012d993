import { TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { ui } from '@/shared';
import { AuthCard, Submit } from './AuthCard';
import { FormProblem } from './FormProblem';
import { given, sixDigits } from './schemas';
import { signInHere } from './signin';
import css from './identity.module.css';

/** The second step of a sign-in: the code of now, or a recovery code. */
export function FactorStep({ onProved }: { onProved: () => void }) {
  const { t } = useTranslation(['identity', 'common']);
  const [isRecovering, setRecovering] = useState(false);
  const code = isRecovering ? given(t('error.recoveryMissing')) : sixDigits(t);
  const form = useForm({ initialValues: { code: '' }, validate: schemaResolver(v.object({ code }), { sync: true }) });
  const prove = useMutation({
    mutationFn: async ({ code }: { code: string }) => {
      const { recover, proveFactor } = await signInHere();
      return isRecovering && recover ? recover(code.trim()) : proveFactor(code.trim());
    },
    onSuccess: onProved,
  });
  const canRecover = useQuery({ queryKey: ['recovers'], staleTime: Infinity, queryFn: async () => (await signInHere()).recover !== null });
  const swap = () => {
    setRecovering(!isRecovering);
    form.reset();
    prove.reset();
  };
  return (
    <AuthCard title={t('factor.title')} intro={isRecovering ? t('factor.recoveryIntro') : t('factor.intro')}>
      <form noValidate onSubmit={form.onSubmit((values) => prove.mutate(values))} className={css.form}>
        {prove.error && <FormProblem error={prove.error} title={t('factor.refused')} />}
        <TextInput
          key={String(isRecovering)}
          label={isRecovering ? t('factor.recoveryCode') : t('factor.code')}
          inputMode={isRecovering ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          classNames={isRecovering ? undefined : { input: css.code }}
          autoFocus
          {...form.getInputProps('code')}
        />
        <Submit isBusy={prove.isPending}>{t('factor.go')}</Submit>
        {canRecover.data && (
          <button type="button" className={ui.link} onClick={swap}>
            {isRecovering ? t('factor.useCode') : t('factor.useRecovery')}
          </button>
        )}
      </form>
    </AuthCard>
  );
}
