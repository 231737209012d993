import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { Card, ProblemNote, ui } from '@/shared';
import { isCancelled } from './cancelled';
import { nameOf, providersOf } from './providers';
import { settingsQuery } from './signin';
import { useStepUp } from './StepUp';

/** Accounts elsewhere that can be linked; nothing where none is configured, and where a project keeps the accounts. */
export function LinkedCard() {
  const { t } = useTranslation(['identity', 'common']);
  const { protect, dialog } = useStepUp();
  const settings = useQuery(settingsQuery);
  const link = useMutation({
    mutationFn: (provider: string) =>
      protect(() => ok(api.POST('/api/v1/auth/oauth/{provider}/link', { params: { path: { provider } } }))),
    onSuccess: ({ url }) => location.assign(url),
  });
  const providers = providersOf(settings.data?.external as Record<string, boolean> | undefined);
  if (providers.length === 0 || settings.data?.identity_provider) return null;
  return (
    <Card title={t('linked.title')}>
      <p className={ui.muted}>{t('linked.intro')}</p>
      {link.error && !isCancelled(link.error) && <ProblemNote error={link.error} />}
      <div className={ui.actions}>
        {providers.map((provider) => (
          <Button key={provider} onClick={() => link.mutate(provider)}>
            {t('linked.link', { provider: nameOf(provider) })}
          </Button>
        ))}
      </div>
      {dialog}
    </Card>
  );
}
