import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { ui } from '@/shared';
import { Password } from './Password';
import { FormProblem } from './FormProblem';
import type { Waiting } from './StepUp';
import css from './identity.module.css';

/** Asks for the password once more. */
export default function StepUpDialog({ waiting, close }: { waiting: Waiting; close: () => void }) {
  const { t } = useTranslation(['identity', 'common']);
  const [password, setPassword] = useState('');
  const proof = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/auth/reauthenticate', { body: { password } })),
    onSuccess: () => {
      close();
      waiting.again().then((value) => waiting.settle.resolve(value as never), waiting.settle.reject);
    },
  });
  const cancel = () => {
    close();
    waiting.settle.reject(new DOMException('cancelled', 'AbortError'));
  };
  return (
    <Modal opened onClose={cancel} title={t('stepUp.title')} centered closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          proof.mutate();
        }}
      >
        <p className={ui.muted}>{t('stepUp.intro')}</p>
        {proof.error && <FormProblem error={proof.error} title={t('stepUp.refused')} />}
        <Password
          data-autofocus
          label={t('password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div className={ui.actions}>
          <Button type="submit" variant="filled">
            {t('stepUp.go')}
          </Button>
          <Button variant="subtle" onClick={cancel}>
            {t('common:cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
