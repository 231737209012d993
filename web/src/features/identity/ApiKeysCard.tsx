import { Button, Checkbox, CopyButton, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { api, ok, type Schemas } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Card, ProblemNote, Rows, ui } from '@/shared';
import { isCancelled } from './cancelled';
import { FormProblem } from './FormProblem';
import { given } from './schemas';
import { useStepUp } from './StepUp';
import css from './identity.module.css';

const KEY = ['api-keys'];

export function ApiKeysCard() {
  const { t } = useTranslation(['identity', 'common']);
  const format = useFormat();
  const queries = useQueryClient();
  const { protect, dialog } = useStepUp();
  const [made, setMade] = useState<Schemas['NewApiKeyItem'] | null>(null);
  const keys = useQuery({ queryKey: KEY, queryFn: () => ok(api.GET('/api/v1/auth/api-keys')) });
  const refresh = () => queries.invalidateQueries({ queryKey: KEY });
  const form = useForm({
    initialValues: { name: '', mayWrite: false },
    validate: schemaResolver(v.object({ name: given(t('error.keyName')), mayWrite: v.boolean() }), { sync: true }),
  });
  const create = useMutation({
    mutationFn: ({ name, mayWrite }: typeof form.values) => {
      const scopes: Schemas['KeyScope'][] = mayWrite ? ['read', 'write'] : ['read'];
      return protect(() => ok(api.POST('/api/v1/auth/api-keys', { body: { name: name.trim(), scopes, expires_in_days: 90 } })));
    },
    onSuccess: (key) => {
      setMade(key);
      form.reset();
      void refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (id: string) => ok(api.DELETE('/api/v1/auth/api-keys/{id}', { params: { path: { id } } })),
    onSettled: refresh,
  });
  return (
    <div className={css.wide}>
      <Card title={t('keys.title')} aside={t('keys.intro')}>
        {keys.error && <ProblemNote error={keys.error} retry={() => void keys.refetch()} />}
        {revoke.error && <ProblemNote error={revoke.error} />}
        {keys.isPending && <Rows count={1} words={t('common:loading')} />}
        {keys.data?.items.length === 0 && <p className={ui.muted}>{t('keys.none')}</p>}
        <ul className={css.list}>
          {keys.data?.items.map((key) => (
            <li key={key.id}>
              <span className={css.grow}>
                <span className={ui.strong}>{key.name}</span>{' '}
                <span className={`${ui.muted} ${ui.small}`}>
                  · {key.scopes.includes('write') ? t('keys.write') : t('keys.read')}
                  {key.expires_at && ` · ${t('keys.ends', { day: format.day(key.expires_at) })}`}
                </span>
              </span>
              <Button onClick={() => revoke.mutate(key.id)} aria-label={t('keys.revokeOne', { name: key.name })}>
                {t('keys.revoke')}
              </Button>
            </li>
          ))}
        </ul>
        {made && (
          <section aria-label={t('keys.madeTitle')}>
            <h3>{t('keys.madeTitle')}</h3>
            <p className={ui.muted}>{t('keys.madeIntro')}</p>
            <code className={css.secret}>{made.secret}</code>
            <div className={ui.actions}>
              <CopyButton value={made.secret}>
                {({ copied, copy }) => <Button onClick={copy}>{copied ? t('common:copied') : t('common:copy')}</Button>}
              </CopyButton>
              <Button variant="filled" onClick={() => setMade(null)}>{t('recovery.kept')}</Button>
            </div>
          </section>
        )}
        <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))} className={css.form}>
          {create.error && !isCancelled(create.error) && <FormProblem error={create.error} title={t('keys.refused')} />}
          <div className={css.row}>
            <TextInput label={t('keys.name')} className={css.grow} {...form.getInputProps('name')} />
            <Button type="submit">{t('keys.make')}</Button>
          </div>
          <Checkbox label={t('keys.mayWrite')} {...form.getInputProps('mayWrite', { type: 'checkbox' })} />
        </form>
        {dialog}
      </Card>
    </div>
  );
}
