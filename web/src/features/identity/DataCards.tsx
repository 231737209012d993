import { Button } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { save } from '@/shared/save';
import { Card, ProblemNote, ui } from '@/shared';
import { isCancelled } from './cancelled';
import { Password } from './Password';
import { FormProblem } from './FormProblem';
import { leave, useUser } from './session';
import { useStepUp } from './StepUp';
import css from './identity.module.css';

/** Everything there is about me, to take along or to erase. */
export function DataCards() {
  const { t } = useTranslation(['identity', 'common']);
  const { protect, dialog } = useStepUp();
  const fetchAll = useMutation({
    mutationFn: () =>
      protect(() => ok(api.GET('/api/v1/users/{id}/export', { params: { path: { id: 'me' } }, parseAs: 'blob' }))),
    onSuccess: (blob) => save(blob as unknown as Blob, 'jobwright-export.json'),
  });
  return (
    <>
      <Card title={t('data.take')}>
        <p className={ui.muted}>{t('data.takeIntro')}</p>
        {fetchAll.error && !isCancelled(fetchAll.error) && <ProblemNote error={fetchAll.error} />}
        <div className={ui.actions}>
          <Button leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />} onClick={() => fetchAll.mutate()}>
            {t('data.download')}
          </Button>
        </div>
        {dialog}
      </Card>
      <EraseCard />
    </>
  );
}

function EraseCard() {
  const { t } = useTranslation(['identity', 'common']);
  const user = useUser();
  const router = useRouter();
  const [isAsking, ask] = useState(false);
  const [password, setPassword] = useState('');
  const erase = useMutation({
    mutationFn: async () => {
      await ok(api.POST('/api/v1/auth/reauthenticate', { body: { password } }));
      await ok(api.DELETE('/api/v1/users/{id}', { params: { path: { id: 'me' } } }));
    },
    onSuccess: async () => {
      leave();
      await router.invalidate();
      router.history.push('/app/');
    },
  });
  return (
    <Card title={isAsking ? t('data.eraseOf', { email: user.email }) : t('data.erase')} isDangerous>
      <p className={ui.muted}>{t('data.eraseIntro')}</p>
      {!isAsking && (
        <div className={ui.actions}>
          <Button c="var(--jw-brick)" leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />} onClick={() => ask(true)}>
            {t('data.eraseAsk')}
          </Button>
        </div>
      )}
      {isAsking && (
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            erase.mutate();
          }}
        >
          {erase.error && <FormProblem error={erase.error} title={t('data.refused')} />}
          <Password
            label={t('data.yourPassword')}
            autoFocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <div className={ui.actions}>
            <Button type="submit" c="var(--jw-brick)">{t('data.eraseNow')}</Button>
            <Button variant="subtle" onClick={() => ask(false)}>{t('data.keep')}</Button>
          </div>
        </form>
      )}
    </Card>
  );
}
