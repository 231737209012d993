import { Button, CopyButton } from '@mantine/core';
import { IconAlertTriangle, IconClockPause, IconLock, IconSearchOff, IconWifiOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type ProblemError } from '@/api/problem';
import css from './ui.module.css';

/** What failed, what it means and what can be done. Asks again by itself where the server named a time. */
export function ProblemNote({ error, retry, title }: { error: unknown; retry?: () => void; title?: string }) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const { heading, detail, icon } = useWords(problem);
  const isBad = !problem.isTemporary && problem.status !== 404;
  return (
    <div className={`${css.note} ${isBad ? css.noteBad : css.noteWait}`} role="alert">
      {icon}
      <div>
        <h2>{title ?? heading}</h2>
        <p>{detail}</p>
        {retry && problem.isTemporary && <Countdown seconds={problem.retryAfter ?? 10} retry={retry} />}
        {retry && !problem.isTemporary && problem.status !== 403 && problem.status !== 404 && (
          <div className={css.actions}>
            <Button onClick={retry}>{t('tryAgain')}</Button>
          </div>
        )}
        {problem.requestId && problem.status >= 500 && (
          <div className={css.requestId}>
            {problem.status} {problem.code} · {problem.requestId}{' '}
            <CopyButton value={problem.requestId}>
              {({ copied, copy }) => (
                <button type="button" className={css.link} onClick={copy}>
                  {copied ? t('copied') : t('copy')}
                </button>
              )}
            </CopyButton>
          </div>
        )}
      </div>
    </div>
  );
}

function useWords(problem: ProblemError) {
  const { t } = useTranslation();
  const size = { size: 20, stroke: 1.75, 'aria-hidden': true } as const;
  if (problem.status === 0) {
    return { heading: t('problem.offline'), detail: t('problem.offlineDetail'), icon: <IconWifiOff {...size} /> };
  }
  if (problem.status === 429) {
    return { heading: t('problem.tooMany'), detail: t('problem.tooManyDetail'), icon: <IconClockPause {...size} /> };
  }
  if (problem.status >= 502) {
    return { heading: t('problem.busy'), detail: t('problem.busyDetail'), icon: <IconClockPause {...size} /> };
  }
  if (problem.status >= 500 || problem.status < 0) {
    return { heading: t('problem.broken'), detail: t('problem.brokenDetail'), icon: <IconAlertTriangle {...size} /> };
  }
  if (problem.status === 403) {
    return { heading: t('problem.forbidden'), detail: problem.message, icon: <IconLock {...size} /> };
  }
  if (problem.status === 404) {
    return { heading: t('problem.notFound'), detail: problem.message, icon: <IconSearchOff {...size} /> };
  }
  return { heading: t('problem.refused'), detail: problem.message, icon: <IconAlertTriangle {...size} /> };
}

function Countdown({ seconds, retry }: { seconds: number; retry: () => void }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState<number | null>(seconds);
  useEffect(() => {
    if (left === null) return undefined;
    if (left <= 0) {
      retry();
      setLeft(null);
      return undefined;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, retry]);
  return (
    <>
      {left !== null && (
        <>
          <div className={css.bar} aria-hidden>
            <span data-amount style={{ width: `${Math.min(100, (100 * left) / Math.max(seconds, 1))}%` }} />
          </div>
          <p className={css.strong}>{t('problem.againIn', { count: left })}</p>
        </>
      )}
      <div className={css.actions}>
        <Button onClick={retry}>{t('problem.tryNow')}</Button>
        {left !== null && (
          <Button variant="subtle" onClick={() => setLeft(null)}>
            {t('problem.stopTrying')}
          </Button>
        )}
      </div>
    </>
  );
}
