import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok, type Schemas } from '@/api/client';
import { useFormat } from '@/i18n/format';
import { Chip, ProblemNote, ui } from '@/shared';
import css from './chat.module.css';

type WaitingForPerson = Schemas['WaitingForPerson'];

/** For the seeker: that a person was asked for, since when, and the way back. */
export function WaitingCard({ id, waiting, onChange }: { id: string; waiting: WaitingForPerson; onChange: () => void }) {
  const { t } = useTranslation(['chat', 'common']);
  const format = useFormat();
  const stop = useMutation({
    mutationFn: () => ok(api.DELETE('/api/v1/chat/sessions/{id}/person', { params: { path: { id } } })),
    onSettled: onChange,
  });
  return (
    <div className={css.waiting}>
      <IconClock size={16} stroke={1.75} aria-hidden /> {t('waits.card', { when: format.moment(waiting.since) })}{' '}
      <button type="button" className={ui.link} onClick={() => stop.mutate()}>
        {t('waits.stop')}
      </button>
      {stop.error && <ProblemNote error={stop.error} />}
    </div>
  );
}

/** For the seeker: asks for a person. */
export function AskForPerson({ id, onChange }: { id: string; onChange: () => void }) {
  const { t } = useTranslation(['chat', 'common']);
  const ask = useMutation({
    mutationFn: () =>
      ok(
        api.POST('/api/v1/chat/sessions/{id}/person', {
          params: { path: { id } },
          headers: { 'idempotency-key': crypto.randomUUID() },
        }),
      ),
    onSettled: onChange,
  });
  return (
    <>
      <Button onClick={() => ask.mutate()} loading={ask.isPending}>
        {t('waits.ask')}
      </Button>
      {ask.error && <ProblemNote error={ask.error} />}
    </>
  );
}

/** For the control tower: why somebody waits, how long, and whether it is too long. The list is read again every few seconds. */
export function WaitingChips({ waiting }: { waiting?: WaitingForPerson | null }) {
  const { t } = useTranslation(['chat', 'common']);
  if (!waiting) return null;
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(waiting.since)) / 60_000));
  const isOverdue = Date.now() > Date.parse(waiting.answer_due_at);
  return (
    <>
      <Chip tone={isOverdue ? 'clay' : 'ochre'}>{t('waits.minutes', { count: minutes })}</Chip>{' '}
      {isOverdue && <Chip tone="clay">{t('waits.overdue')}</Chip>} <Chip tone="quiet">{t(`waits.reason.${waiting.reason}`)}</Chip>
    </>
  );
}
