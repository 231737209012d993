import { IconWifiOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce, ui } from '@/shared';
import type { LineState } from './line';
import css from './chat.module.css';

/** That the line is lost, and when it is tried again. */
export function LineNote({ line, nextTry, tryNow }: { line: LineState; nextTry: number | null; tryNow: () => void }) {
  const { t } = useTranslation(['chat', 'common']);
  const [, tick] = useState(0);
  useEffect(() => {
    if (line !== 'off') return undefined;
    announce(t('lineLost'), true);
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => {
      clearInterval(timer);
      announce('', true);
    };
  }, [line, t]);
  if (line !== 'off' || nextTry === null) return null;
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
