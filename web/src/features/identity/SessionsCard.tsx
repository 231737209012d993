import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Card, Chip, ProblemNote, Rows, ui } from '@/shared';
import { deviceOf } from './device';
import css from './identity.module.css';

export function SessionsCard() {
  const { t } = useTranslation(['identity', 'common']);
  const format = useFormat();
  const queries = useQueryClient();
  const signIns = useQuery({ queryKey: ['sign-ins'], queryFn: () => ok(api.GET('/api/v1/auth/sessions')) });
  const end = useMutation({
    mutationFn: async (ids: string[]) => {
      for (const id of ids) await ok(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['sign-ins'] }),
  });
  const others = signIns.data?.items.filter((item) => !item.is_current) ?? [];
  return (
    <Card title={t('sessions.title')}>
      {signIns.error && <ProblemNote error={signIns.error} retry={() => void signIns.refetch()} />}
      {end.error && <ProblemNote error={end.error} />}
      {signIns.isPending && <Rows count={2} words={t('common:loading')} />}
      <ul className={css.list}>
        {signIns.data?.items.map((item) => {
          const device = deviceOf(item.user_agent ?? '');
          const Icon = device.isPhone ? IconDeviceMobile : IconDeviceDesktop;
          return (
            <li key={item.id}>
              <Icon size={18} stroke={1.75} aria-hidden />
              <span className={css.grow}>
                {device.name ?? t('sessions.unknown')}
                <span className={`${ui.muted} ${ui.small}`}>
                  {' '}
                  · {t('sessions.last', { when: format.both(item.last_used_at), address: item.address ?? '–' })}
                </span>
              </span>
              {item.is_current ? (
                <Chip tone="pine">{t('sessions.now')}</Chip>
              ) : (
                <Button onClick={() => end.mutate([item.id])} aria-label={t('sessions.endOne', { device: device.name ?? '' })}>
                  {t('sessions.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {others.length > 1 && (
        <div className={ui.actions}>
          <Button onClick={() => end.mutate(others.map((item) => item.id))}>{t('sessions.endOthers', { count: others.length })}</Button>
        </div>
      )}
    </Card>
  );
}
