import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '@/shared';
import type { Status } from './api';

const TONES: Record<Status, Tone> = { in_progress: 'ochre', completed: 'pine', pending_review: 'slate', reviewed: 'clay' };

export function StatusChip({ status }: { status: Status }) {
  const { t } = useTranslation(['interviews', 'common']);
  return <Chip tone={TONES[status]}>{t(`status.${status}`)}</Chip>;
}
