import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { Keyword } from './api';
import { pointerOf } from './misread';
import { useGroupName } from './names';

/** The part of a resume that a place is in. */
export function useParts() {
  const groupOf = useGroupName();
  return (path: string): string => groupOf(pointerOf(`${/^\w+/.exec(path)?.[0]}[0]`).split('/')[1] ?? path);
}

/** Where a resume proves something: in which parts, and at how many places. */
export function Evidence({ evidence }: { evidence: Keyword['evidence'] }) {
  const { t } = useTranslation(['studio', 'common']);
  const format = useFormat();
  const partOf = useParts();
  if (evidence.length === 0) return null;
  return <>{t('evidence.at', { count: evidence.length, parts: format.list([...new Set(evidence.map(partOf))]) })}</>;
}
