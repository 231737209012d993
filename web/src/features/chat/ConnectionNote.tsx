import { IconWifiOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce, ui } from '@/shared';
import type { ConnectionState } from './connection';
import css from './chat.module.css';

/** That the connection is lost, and when it is tried again. */
export function ConnectionNote({ connection, nextTry, tryNow }: { connection: ConnectionState; nextTry: number | null; tryNow: () => void }) {
  const { t } = useTranslation(['chat', 'common']);
  const [, tick] = useState(0);
  useEffect(() => {
    if (connection !== 'off') return undefined;
    announce(t('lineLost'), true);
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => {
      clearInterval(timer);
      announce('', true);
    };
  }, [connection, t]);
  if (connection !== 'off' || nextTry === null) return null;
  const seconds = Math.max(0, Math.ceil((nextTry - Date.now()) / 1000));
  return (
    <div className={css.lineNote}>
      <IconWifiOff size={18} stroke={1.75} aria-hidden />
      <span>{t('lineTry', { count: seconds })}</span>
      <button type="button" className={ui.link} onClick={tryNow}>
        {t('tryNow')}
      </button>
    </div>
  );
}
