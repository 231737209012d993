import { IconWifiOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import css from './frame.module.css';

export function OfflineBanner() {
  const { t } = useTranslation();
  const format = useFormat();
  const [since, setSince] = useState<number | null>(() => (navigator.onLine ? null : Date.now()));
  useEffect(() => {
    const lost = () => setSince(Date.now());
    const back = () => setSince(null);
    window.addEventListener('offline', lost);
    window.addEventListener('online', back);
    return () => {
      window.removeEventListener('offline', lost);
      window.removeEventListener('online', back);
    };
  }, []);
  return (
    <div role="status">
      {since !== null && (
        <p className={css.offline}>
          <IconWifiOff size={18} stroke={1.75} aria-hidden /> {t('offlineSince', { time: format.time(since) })}
        </p>
      )}
    </div>
  );
}
