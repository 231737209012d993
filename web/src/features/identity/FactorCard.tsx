import { Button, CopyButton, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { api, ok } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Card, Chip, ProblemNote, Rows, ui } from '@/shared';
import { FormProblem } from './FormProblem';
import { RecoveryCodes } from './RecoveryCodes';
import { sixDigits } from './schemas';
import { isCancelled } from './cancelled';
import { type Enrollment, signInHere } from './signin';
import { useStepUp } from './StepUp';
import css from './identity.module.css';

const KEY = ['factors'];

export function FactorCard() {
  const { t } = useTranslation(['identity', 'common']);
  const format = useFormat();
  const queries = useQueryClient();
  const { protect, dialog } = useStepUp();
  const [enrollment, setEnrollment] = useState<Enrollment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const recovers = useQuery({ queryKey: ['recovers'], staleTime: Infinity, queryFn: async () => (await signInHere()).recover !== null });
  const factors = useQuery({ queryKey: KEY, queryFn: () => ok(api.GET('/api/v1/auth/mfa')) });
  const verified = factors.data?.items.filter((factor) => factor.is_verified) ?? [];
  const refresh = () => queries.invalidateQueries({ queryKey: KEY });
  const enroll = useMutation({
    mutationFn: () => protect(async () => (await signInHere()).enroll(t('factorCard.defaultName'))),
    onSuccess: setEnrollment,
  });
  const remove = useMutation({
    mutationFn: (id: string) => protect(async () => (await signInHere()).removeFactor(id)),
    onSettled: refresh,
  });
  const renew = useMutation({
    mutationFn: () => protect(() => ok(api.POST('/api/v1/auth/mfa/recovery-codes'))),
    onSuccess: (answer) => setCodes(answer.recovery_codes),
  });
  const failed = [enroll.error, remove.error, renew.error].find((error) => error && !isCancelled(error));
  return (
    <Card title={t('factorCard.title')} aside={verified.length > 0 ? <Chip tone="pine">{t('factorCard.on')}</Chip> : <Chip tone="ochre">{t('factorCard.off')}</Chip>}>
      <p className={ui.muted}>{t('factorCard.intro')}</p>
      {factors.error && <ProblemNote error={factors.error} retry={() => void factors.refetch()} />}
      {failed && <ProblemNote error={failed} />}
      {factors.isPending && <Rows count={1} words={t('common:loading')} />}
      <ul className={css.list}>
        {verified.map((factor) => (
          <li key={factor.id}>
            <span className={css.grow}>
              {factor.name} <span className={`${ui.muted} ${ui.small}`}>· {format.day(factor.created_at)}</span>
            </span>
            <Button onClick={() => remove.mutate(factor.id)}>{t('factorCard.remove')}</Button>
          </li>
        ))}
      </ul>
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {enrollment ? (
        <Enroll
          enrollment={enrollment}
          onDone={(recovery) => {
            setEnrollment(null);
            setCodes(recovery.length > 0 ? recovery : null);
            void refresh();
          }}
          onCancel={() => {
            remove.mutate(enrollment.id);
            setEnrollment(null);
          }}
        />
      ) : (
        factors.data && !codes && (
          <div className={ui.actions}>
            <Button onClick={() => enroll.mutate()}>{verified.length > 0 ? t('factorCard.another') : t('factorCard.turnOn')}</Button>
            {verified.length > 0 && recovers.data && <Button onClick={() => renew.mutate()}>{t('factorCard.newCodes')}</Button>}
          </div>
        )
      )}
      {dialog}
    </Card>
  );
}

function Enroll({ enrollment, onDone, onCancel }: {
  enrollment: Enrollment;
  onDone: (codes: string[]) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation(['identity', 'common']);
  const form = useForm({ initialValues: { code: '' }, validate: schemaResolver(v.object({ code: sixDigits(t) }), { sync: true }) });
  const verify = useMutation({
    mutationFn: async ({ code }: { code: string }) => (await signInHere()).proveEnrollment(enrollment.id, code.trim()),
    onSuccess: onDone,
  });
  const groups = enrollment.secret.match(/.{1,4}/g)?.join(' ') ?? enrollment.secret;
  return (
    <form noValidate onSubmit={form.onSubmit((values) => verify.mutate(values))}>
      <div className={css.enroll}>
        <img className={css.qr} width={168} height={168} alt={t('factorCard.qr')} src={`data:image/svg+xml,${encodeURIComponent(enrollment.qr_code)}`} />
        <div>
          <p className={ui.strong}>{t('factorCard.scan')}</p>
          <p className={ui.muted}>{t('factorCard.noCamera')}</p>
          <code className={css.secret}>{groups}</code>
          <CopyButton value={enrollment.secret}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? t('common:copied') : t('factorCard.copyKey')}</Button>}
          </CopyButton>
        </div>
      </div>
      {verify.error && <FormProblem error={verify.error} title={t('factor.refused')} />}
      <div className={css.row}>
        <TextInput label={t('factorCard.digits')} inputMode="numeric" autoComplete="one-time-code" classNames={{ input: css.code }} maxLength={6} {...form.getInputProps('code')} />
        <Button type="submit" variant="filled">{t('factorCard.turnOn')}</Button>
        <Button variant="subtle" onClick={onCancel}>{t('common:cancel')}</Button>
      </div>
    </form>
  );
}
