import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { useFormat } from '@/i18n/format';
import { Card, PageHeader, Rows, ui } from '@/shared';
import css from './operations.module.css';

/** The parts a server may do without. */
const OPTIONAL = ['embeddings', 'completions', 'broadcast'] as const;
const EVERY = 10_000;

export function HealthPage() {
  const { t } = useTranslation(['admin', 'common']);
  const format = useFormat();
  const ready = useQuery({ queryKey: ['ready'], queryFn: () => ok(api.GET('/readyz')), refetchInterval: EVERY, staleTime: 0 });
  const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <>
      <PageHeader title={t('health.title')} subtitle={ready.dataUpdatedAt ? t('health.asked', { time: format.time(ready.dataUpdatedAt) }) : undefined} />
      {ready.isPending && <Rows count={3} words={t('common:loading')} />}
      <div className={css.health}>
        {ready.error && (
          <Card title={t('health.notReady')}>
            <p className={`${ui.state} ${ui.toneBrick}`} role="alert"><IconCircleX {...icon} /> {asProblem(ready.error).message}</p>
          </Card>
        )}
        {ready.data && !ready.error && (
          <>
            <Card title={t('health.ready')}>
              <p className={`${ui.state} ${ui.tonePine}`}><IconCircleCheck {...icon} /> {t('health.readyIntro')}</p>
            </Card>
            <Card title={t('health.optional')}>
              <ul className={css.parts}>
                {OPTIONAL.map((part) => {
                  const isAway = ready.data.degraded.includes(part);
                  return (
                    <li key={part}>
                      <span>{t(`health.part.${part}`)}</span>
                      <span className={`${ui.state} ${isAway ? ui.toneOchre : ui.tonePine}`}>
                        {isAway ? <IconAlertTriangle {...icon} /> : <IconCircleCheck {...icon} />} {isAway ? t('health.away') : t('health.answers')}
                      </span>
                    </li>
                  );
                })}
              </ul>
            </Card>
          </>
        )}
      </div>
    </>
  );
}
