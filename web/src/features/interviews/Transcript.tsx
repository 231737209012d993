import { useTranslation } from 'react-i18next';
import { Chip } from '@/shared';
import type { Interview } from './api';
import css from './interviews.module.css';

/** What was asked and answered. Each turn can be linked to, as quotations do. */
export function Transcript({ turns }: { turns: Interview['transcript'] }) {
  const { t } = useTranslation(['interviews', 'common']);
  return (
    <ol className={css.transcript}>
      {turns.map(({ turn, kind, text }) => (
        <li key={turn} id={`turn-${turn}`} className={css.turn} data-kind={kind}>
          <Chip tone={kind === 'answer' ? 'pine' : 'quiet'}>{t(`kind.${kind}`)}</Chip>
          <p dir="auto">{text}</p>
        </li>
      ))}
    </ol>
  );
}
